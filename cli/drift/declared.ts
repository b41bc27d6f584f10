import { type RoutingTable } from '../../src/diagnostics/checks/routes';
import { getPath, asFields, asFlag, containsUnknown, asList } from '../../src/linter/evaluation/read';
import { type StackTemplate } from '../../src/linter/evaluation/template';
import { type TemplateAccessPoint, findAccessPoints } from '../../src/linter/model/access-points';
import { findAccessPointPolicies, findPoliciesOfBucket } from '../../src/linter/model/policies';
import { type TemplateReplication, findReplications } from '../../src/linter/model/replication';
import { findRoutesDeclarations } from '../../src/linter/model/routes';
import { TemplateModel } from '../../src/linter/model/template-model';
import { readReplicationProperties } from '../../src/wire/replication';
import { REPLICATION_TYPE } from '../../src/wire/resource-types';
import { toS3ReplicationRule } from '../../src/wire/s3-replication-rule';
import { CommandError } from '../command-error';
import { load } from '../lint/load';
import { type ExpectedRule } from './drift';

/** What of a declaration only its deployment could tell. */
export interface DeployedAs {
  readonly name?: string;
  readonly alias: string;
  readonly arn: string;
  readonly account: string;
}

/** What an application declares of one access point, as it must be live; undefined is what templates do not say. */
export interface Declared {
  readonly members: readonly string[] | undefined;
  readonly block: Readonly<Record<string, boolean>>;
  /** Absent where no routes are declared. */
  readonly routes?: RoutingTable;
  /** Absent where no policy is declared. */
  readonly policy?: { readonly document: unknown };
  readonly rulesOf: (bucket: string) => readonly ExpectedRule[] | undefined;
  readonly delegationsOf: (bucket: string) => readonly unknown[] | undefined;
}

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
const DELEGATION = /"s3:DataAccessPoint(Arn|Account)"/i;

/** Finds the access point in a cloud assembly or in templates; undefined where it is not declared there. */
export function readDeclared(source: string, deployed: DeployedAs): Declared | undefined {
  const application = new TemplateModel(read(source));
  const all = findAccessPoints(application);
  // Without us-west-2 nobody knows the name; an only access point is the one.
  const found = deployed.name === undefined && all.length === 1 ? all[0] : all.find(({ name }) => name !== undefined && name === deployed.name);
  return found && declaredOf(application, found, fillerFor(found, deployed));
}

function read(source: string): readonly StackTemplate[] {
  try {
    return load(source).stacks;
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error));
  }
}

type Filler = (value: unknown) => unknown;

/** Puts what deployment has made known where symbols stood for it. */
function fillerFor({ alias, arn, reference, account }: TemplateAccessPoint, deployed: DeployedAs): Filler {
  const known = ([[arn, deployed.arn], [alias, deployed.alias], [reference, deployed.name], [account, deployed.account]] as const)
    .flatMap(([symbol, value]) => (value === undefined ? [] : [{ symbol, value }]));
  const fill: Filler = (value) => {
    if (typeof value === 'string') return known.reduce((text, { symbol, value: actual }) => text.replaceAll(symbol, actual), value);
    if (Array.isArray(value)) return value.map(fill);
    const fields = asFields(value);
    return fields === undefined ? value : Object.fromEntries(Object.entries(fields).map(([key, entry]) => [String(fill(key)), fill(entry)]));
  };
  return fill;
}

function declaredOf(application: TemplateModel, accessPoint: TemplateAccessPoint, fill: Filler): Declared {
  const certain = <T>(value: T): T | undefined => (containsUnknown(value) ? undefined : value);
  const [policy] = findAccessPointPolicies(application).filter((entry) => entry.accessPoint === accessPoint);
  return {
    members: accessPoint.complete ? certain(accessPoint.members.map(({ bucket }) => String(fill(bucket)))) : undefined,
    block: Object.fromEntries(FLAGS.map((flag) => [flag, asFlag(accessPoint.publicAccessBlock[flag]) ?? true])),
    routes: routesOf(application, accessPoint),
    ...(policy && { policy: { document: certain(fill(policy.resource.properties.Policy)) } }),
    rulesOf: (bucket) => {
      const of = findReplications(application).filter(({ sourceName }) => fill(sourceName) === bucket);
      const rules = of.flatMap((replication) => rulesOf(replication, fill));
      return of.every(({ complete }) => complete) ? certain(rules) : undefined;
    },
    delegationsOf: (bucket) => certain(findPoliciesOfBucket(application, bucket)
      .flatMap(({ resource }) => asList(getPath(resource.properties.PolicyDocument, 'Statement')))
      .filter((statement) => DELEGATION.test(JSON.stringify(statement)))
      .map(fill)),
  };
}

function routesOf(application: TemplateModel, accessPoint: TemplateAccessPoint): RoutingTable | undefined {
  const [declaration] = findRoutesDeclarations(application)
    .filter((entry) => entry.accessPoint === accessPoint && entry.complete && entry.others !== undefined);
  return declaration && { routes: declaration.routes.map(({ region, dial = 0 }) => ({ region, dial })), others: declaration.others! };
}

function rulesOf({ resource, rules }: TemplateReplication, fill: Filler): ExpectedRule[] {
  if (resource.type === REPLICATION_TYPE) {
    const { Rules } = readReplicationProperties(fill({ ...resource.properties, Role: 'not compared' }) as Record<string, unknown>);
    return Rules.map((rule) => ({ ...toS3ReplicationRule(rule) }));
  }
  // CloudFormation's own form differs from S3's in names; what makes a rule that rule does not.
  return rules.map(({ fields, destinationArn }) => ({
    ID: fill(fields.Id ?? fields.ID) as string, Status: fields.Status, Destination: { Bucket: fill(destinationArn) },
  }));
}
