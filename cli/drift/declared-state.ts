import { type RoutingTable } from '../../src/diagnostics/checks/routes';
import { MRAP962_INPUT_NOT_USABLE } from '../../src/diagnostics/definitions/command-arguments';
import { getValueAtPath, asFields, asFlag, containsUnknown, asList } from '../../src/linter/evaluation/read';
import { type TemplateAccessPoint, findAccessPoints } from '../../src/linter/model/access-points';
import { findAccessPointPolicies, findPoliciesOfBucket } from '../../src/linter/model/policies';
import { type TemplateReplication, findReplications } from '../../src/linter/model/replication';
import { TemplateModel } from '../../src/linter/model/template-model';
import { readReplicationResourceProperties } from '../../src/wire/replication';
import { REPLICATION_TYPE } from '../../src/wire/resource-types';
import { toS3ReplicationRule } from '../../src/wire/s3-replication-rule';
import { failWith } from '../command-error';
import { loadTemplates } from '../lint/load-templates';
import { readRoutes } from '../plan/read-versions';
import { type ExpectedReplicationRule } from './drift';

/** The identifiers of an access point that are known after its deployment. */
export interface DeployedAccessPointIdentity {
  readonly name?: string;
  readonly alias: string;
  readonly arn: string;
  readonly account: string;
}

/** The declared state of one access point. A value is undefined if the templates do not contain it. */
export interface DeclaredState {
  readonly members: readonly string[] | undefined;
  readonly block: Readonly<Record<string, boolean>> | undefined;
  /** Absent if no routes are declared. */
  readonly routes?: { readonly table: RoutingTable | undefined };
  /** Absent if no policy is declared. */
  readonly policy?: { readonly document: unknown };
  readonly findRules: (bucket: string) => readonly ExpectedReplicationRule[] | undefined;
  readonly findDelegations: (bucket: string) => readonly unknown[] | undefined;
  /** The keys of look-ups without a result. */
  readonly missingLookups: readonly string[];
}

const FLAGS = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'];
const DELEGATION = /"s3:DataAccessPoint(Arn|Account)"/i;

/** Reads the declaration of an access point from a cloud assembly or from templates. */
export function readDeclaredState(source: string, deployed: DeployedAccessPointIdentity): DeclaredState {
  const { stacks, missingLookups = [] } = loadTemplates(source);
  const application = new TemplateModel(stacks);
  const all = findAccessPoints(application);
  // Without an answer from us-west-2 the name is unknown. If the templates declare a single access point, use it.
  const found = deployed.name === undefined && all.length === 1
    ? all[0]
    : all.find(({ name }) => name !== undefined && name === deployed.name);
  if (found === undefined) {
    failWith(MRAP962_INPUT_NOT_USABLE.create({
      file: source,
      problem: `it does not declare access point ${JSON.stringify(deployed.name ?? deployed.arn)}`,
      expected: 'the cdk.out folder of its application',
    }));
  }
  return { ...makeDeclaredState(application, found, makeSymbolResolver(found, deployed)), missingLookups };
}

export type ResolveSymbols = (value: unknown) => unknown;

/** Replaces the symbols of the access point by the values that its deployment returned. */
export function makeSymbolResolver(
  { alias, arn, reference, account }: TemplateAccessPoint, deployed: DeployedAccessPointIdentity,
): ResolveSymbols {
  const pairs = [
    [arn, deployed.arn], [alias, deployed.alias], [reference, deployed.name], [account, deployed.account],
  ] as const;
  const replacements = pairs.flatMap(([symbol, value]) => (value === undefined ? [] : [{ symbol, value }]));
  const resolve: ResolveSymbols = (value) => {
    if (typeof value === 'string') {
      return replacements.reduce((text, { symbol, value: actual }) => text.replaceAll(symbol, actual), value);
    }
    if (Array.isArray(value)) return value.map(resolve);
    const fields = asFields(value);
    if (fields === undefined) return value;
    return Object.fromEntries(Object.entries(fields).map(([key, entry]) => [String(resolve(key)), resolve(entry)]));
  };
  return resolve;
}

function makeDeclaredState(
  application: TemplateModel, accessPoint: TemplateAccessPoint, resolve: ResolveSymbols,
): Omit<DeclaredState, 'missingLookups'> {
  const certain = <T>(value: T): T | undefined => (containsUnknown(value) ? undefined : value);
  const [policy] = findAccessPointPolicies(application).filter((entry) => entry.accessPoint === accessPoint);
  return {
    members: accessPoint.complete
      ? certain(accessPoint.members.map(({ bucket }) => String(resolve(bucket))))
      : undefined,
    block: readBlock(accessPoint),
    ...findRoutingTable(application, accessPoint),
    ...(policy && { policy: { document: certain(resolve(policy.resource.properties.Policy)) } }),
    findRules: (bucket) => {
      const configurations = findReplications(application).filter(({ sourceName }) => resolve(sourceName) === bucket);
      const rules = configurations.flatMap((replication) => makeExpectedRules(replication, resolve));
      return configurations.every(({ complete }) => complete) ? certain(rules) : undefined;
    },
    findDelegations: (bucket) =>
      certain(
        findPoliciesOfBucket(application, bucket)
          .flatMap(({ resource }) => asList(getValueAtPath(resource.properties.PolicyDocument, 'Statement')))
          .filter((statement) => DELEGATION.test(JSON.stringify(statement)))
          .map(resolve),
      ),
  };
}

function readBlock({ publicAccessBlock, resource: { properties } }: TemplateAccessPoint): DeclaredState['block'] {
  if (containsUnknown([properties.PublicAccessBlock, properties.PublicAccessBlockConfiguration])) return undefined;
  return Object.fromEntries(FLAGS.map((flag) => [flag, asFlag(publicAccessBlock[flag]) ?? true]));
}

function findRoutingTable(
  application: TemplateModel, accessPoint: TemplateAccessPoint,
): Pick<DeclaredState, 'routes'> {
  const routes = readRoutes(application, accessPoint);
  return routes === undefined ? {} : { routes: { table: routes.table } };
}

function makeExpectedRules(
  { resource, rules }: TemplateReplication, resolve: ResolveSymbols,
): ExpectedReplicationRule[] {
  if (resource.type === REPLICATION_TYPE) {
    const properties = resolve({ ...resource.properties, Role: 'not compared' }) as Record<string, unknown>;
    return readReplicationResourceProperties(properties).Rules.map((rule) => ({ ...toS3ReplicationRule(rule) }));
  }
  // AWS::S3::Bucket names some fields differently from S3's API. Id, status and destination are comparable.
  return rules.map(({ fields, destinationArn }) => ({
    ID: resolve(fields.Id ?? fields.ID) as string,
    Status: fields.Status,
    Destination: { Bucket: resolve(destinationArn) },
  }));
}
