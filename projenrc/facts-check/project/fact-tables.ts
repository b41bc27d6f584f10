import * as bucketNames from '../../../src/facts/bucket-names';
import * as changeEvents from '../../../src/facts/change-events';
import * as conditionKeys from '../../../src/facts/condition-keys';
import * as controlPlane from '../../../src/facts/control-plane';
import * as dataPlane from '../../../src/facts/data-plane';
import * as errors from '../../../src/facts/errors';
import * as identifiers from '../../../src/facts/identifiers';
import * as limits from '../../../src/facts/limits';
import * as managementActions from '../../../src/facts/management-actions';
import * as nativeTypes from '../../../src/facts/native-types';
import * as observedBehavior from '../../../src/facts/observed-behavior';
import * as operationStatus from '../../../src/facts/operation-status';
import * as partitions from '../../../src/facts/partitions';
import * as prices from '../../../src/facts/prices';
import * as recoveryTimes from '../../../src/facts/recovery-times';
import * as regions from '../../../src/facts/regions';
import * as replication from '../../../src/facts/replication';
import * as replicationMetrics from '../../../src/facts/replication-metrics';
import * as requestMetrics from '../../../src/facts/request-metrics';
import { type SourcedFact } from '../../../src/facts/source';
import { type InputName } from '../difference';

/** A table of `src/facts`. */
export interface FactTable {
  readonly name: string;
  readonly file: string;
  readonly facts: readonly SourcedFact[];
  /** The inputs that this command compares the table with; empty if a maintainer must read the source. */
  readonly inputs: readonly InputName[];
}

const MODULES: Readonly<Record<string, object>> = {
  'bucket-names': bucketNames,
  'change-events': changeEvents,
  'condition-keys': conditionKeys,
  'control-plane': controlPlane,
  'data-plane': dataPlane,
  'errors': errors,
  'identifiers': identifiers,
  'limits': limits,
  'management-actions': managementActions,
  'native-types': nativeTypes,
  'observed-behavior': observedBehavior,
  'operation-status': operationStatus,
  'partitions': partitions,
  'prices': prices,
  'recovery-times': recoveryTimes,
  'regions': regions,
  'replication': replication,
  'replication-metrics': replicationMetrics,
  'request-metrics': requestMetrics,
};

/** Names that are part of other tables of the same file, and no facts themselves. */
const WITHOUT_FACTS = ['COMMERCIAL_PARTITION', 'REPLICATION_DIMENSIONS'];

/** The inputs of each table. A table that is missing here is an error, so every new table gets a decision. */
const COMPARED_WITH: Readonly<Record<string, readonly InputName[]>> = {
  ACCESS_POINT_STATUSES: ['botocore'],
  BUCKET_NAME_RULES: [],
  REGIONS_WITHOUT_ACCOUNT_NAMESPACE: [],
  CHANGE_EVENTS: ['s3-control model', 's3 model', 'botocore'],
  CONTROL_PLANE_REGION: ['botocore'],
  DATA_PLANE_OPERATIONS: ['s3 model', 'botocore', 'service authorization'],
  ERRORS_OF_S3: [],
  FAILOVER_CONTROL_REGIONS: ['botocore'],
  IDENTIFIER_FORMS: ['botocore', 'partition tables'],
  SERVICE_LIMITS: ['botocore'],
  LIST_PRICES: [],
  MANAGEMENT_ACTIONS: ['service authorization'],
  REPLICATION_NOT_VISIBLE_YET_MESSAGES: [],
  OBSERVED_BEHAVIORS: [],
  UNSUPPORTED_BUCKET_KINDS: [],
  PARTITIONS: ['partition tables'],
  RECOVERY_TIMES: [],
  REGIONS: ['partition tables', 'CloudFormation schemas'],
  REGIONS_WITHOUT_NATIVE_TYPES: ['CloudFormation schemas'],
  REPLICATION_CONDITION_KEYS: ['service authorization'],
  REPLICATION_ERROR_ADVICE: [],
  REPLICATION_METRICS: [],
  REQUEST_METRICS: [],
  RULE_METRIC: [],
  TERMINAL_STATUSES: [],
};

/** The names of the files that are read; a test compares them with the folder. */
export const FACT_FILES = Object.keys(MODULES);

/** Every table of `src/facts`. */
export function factTables(): FactTable[] {
  return Object.entries(MODULES).flatMap(([file, exported]) => Object.entries(exported)
    .filter(([name, value]) => typeof value !== 'function' && !WITHOUT_FACTS.includes(name))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => {
      const inputs = COMPARED_WITH[name];
      if (inputs === undefined) {
        throw new Error(
          `${name} of src/facts/${file}.ts is not in COMPARED_WITH: name the inputs that confirm it, or none`,
        );
      }
      return { name, file: `src/facts/${file}.ts`, facts: factsIn(value as object), inputs };
    }));
}

function factsIn(table: object): SourcedFact[] {
  return isFact(table) ? [table] : Object.values(table) as SourcedFact[];
}

function isFact(value: object): value is SourcedFact {
  return 'source' in value;
}

/** After this time a maintainer must compare a table with its sources again. */
const MAX_AGE_DAYS = 365;

/** Tables with a last comparison that is too old. */
export function staleTables(
  tables: readonly FactTable[], now: Date,
): { readonly table: FactTable; readonly verified: string }[] {
  const oldest = new Date(now.getTime() - MAX_AGE_DAYS * 86_400_000).toISOString().slice(0, 10);
  return tables.map((table) => ({ table, verified: oldestIn(table) })).filter(({ verified }) => verified < oldest);
}

/** The oldest comparison of a table. */
export function oldestIn({ facts }: FactTable): string {
  return facts.map(({ source }) => source.verified).sort()[0];
}
