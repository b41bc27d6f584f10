import { groupBy } from '../../src/diagnostics/group-by';
import { getValueAtPath, asFields, asList, asText } from '../../src/linter/evaluation/read';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import { findAccessPoints, type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { findBuckets, type TemplateBucket } from '../../src/linter/model/buckets';
import {
  findAccessPointPolicies, findBucketPolicies, type ResourcePolicy,
} from '../../src/linter/model/policies';
import { findReplications, type TemplateReplication } from '../../src/linter/model/replication';
import { findRoutesDeclarations } from '../../src/linter/model/routes';
import { type TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { REPLICATION_TYPE } from '../../src/wire/resource-types';
import { LIVE_ROUTES_PROPERTY_CHOICES } from '../../src/wire/routes';
import { type BucketVersion } from './plan-bucket';
import { type PolicyVersion } from './plan-policy';
import { type ReplicationVersion } from './plan-replication';
import { type RoutesVersion } from './plan-routes';
import { showSymbols } from './show-symbols';

/** Identifies a resource in the new and in the deployed templates. */
function makeResourceKey({ stack, logicalId }: TemplateResource): string {
  return `${stack.id} ${logicalId}`;
}

export function readAccessPoints(application: TemplateModel): ReadonlyMap<string, TemplateAccessPoint> {
  return new Map(findAccessPoints(application).map((entry) => [makeResourceKey(entry.resource), entry]));
}

/** Reads the routes of an access point. Undefined if the templates declare none. */
export function readRoutes(application: TemplateModel, accessPoint: TemplateAccessPoint): RoutesVersion | undefined {
  const declarations = findRoutesDeclarations(application).filter((entry) => entry.accessPoint === accessPoint);
  const [declaration] = declarations;
  if (declaration === undefined) return undefined;
  const { resource, routes, others, complete } = declaration;
  const mode = LIVE_ROUTES_PROPERTY_CHOICES.find((choice) => choice === resource.properties.LiveRoutes) ?? 'KEEP';
  const areRegionsKnown = routes.every(({ region }) => region !== undefined && isKnownText(region));
  const isComplete = complete && areRegionsKnown && others !== undefined && declarations.length === 1;
  return {
    path: resource.path,
    ...(isComplete && {
      table: { routes: routes.map(({ region, dial = 0 }) => ({ region, dial })), others },
    }),
    mode,
    isComplete,
    source: declarations.map((entry) => showSymbols(application, entry.resource.properties)),
  };
}

/** Lists the keys of the resources that write policies of access points. */
export function listPolicyKeys(application: TemplateModel): string[] {
  return findAccessPointPolicies(application).map(({ resource }) => makeResourceKey(resource));
}

export function readPolicy(application: TemplateModel, accessPoint: TemplateAccessPoint): PolicyVersion | undefined {
  return toPolicyVersion(application, findAccessPointPolicies(application)
    .filter((entry) => entry.accessPoint === accessPoint));
}

/** A version of the settings of one bucket. */
export interface OfBucket<T> {
  /** The name, or the expression of a generated one. */
  readonly bucket: string;
  readonly version: T;
}

/** Buckets of several stacks can have generated names with the same expression. */
function makeBucketKey({ symbols }: TemplateModel, name: string, { stack }: TemplateResource): string {
  return isKnownText(name) ? name : `${stack.id} ${symbols.show(name)}`;
}

/** Reads the policies of buckets. */
export function readBucketPolicies(application: TemplateModel): ReadonlyMap<string, OfBucket<PolicyVersion>> {
  const byBucket = groupBy(findBucketPolicies(application), ({ name = 'a bucket', resource }) =>
    makeBucketKey(application, name, resource));
  return new Map([...byBucket].flatMap(([key, policies]) => {
    const version = toPolicyVersion(application, policies);
    const bucket = application.symbols.show(policies[0].name ?? 'a bucket');
    return version === undefined ? [] : [[key, { bucket, version }] as const];
  }));
}

function toPolicyVersion(
  application: TemplateModel, policies: readonly ResourcePolicy[],
): PolicyVersion | undefined {
  if (policies.length === 0) return undefined;
  const statements = policies.flatMap(({ document }) =>
    asList(getValueAtPath(parseDocument(document?.raw), 'Statement')));
  return {
    path: policies[0].resource.path,
    key: makeResourceKey(policies[0].resource),
    statements,
    shownStatements: statements.map((statement) => showSymbols(application, statement)),
    isComplete: policies.every(({ document }) => document?.complete === true),
    source: policies.map(({ resource }) => showSymbols(application, resource.properties)),
  };
}

/** A document can be a text, which the model has parsed before. */
function parseDocument(raw: unknown): unknown {
  return typeof raw === 'string' ? JSON.parse(raw) : raw;
}

/** Reads the replication rules of each source bucket. */
export function readReplications(application: TemplateModel): ReadonlyMap<string, OfBucket<ReplicationVersion>> {
  const bySource = groupBy(findReplications(application), ({ sourceName, resource }) =>
    makeBucketKey(application, sourceName, resource));
  return new Map([...bySource].map(([key, replications]) => [key, {
    bucket: application.symbols.show(replications[0].sourceName),
    version: toReplicationVersion(application, replications),
  }]));
}

function toReplicationVersion(
  application: TemplateModel, replications: readonly TemplateReplication[],
): ReplicationVersion {
  return {
    path: replications[0].resource.path,
    roles: [...new Set(replications.map(({ role = 'none' }) => application.symbols.show(role)))].sort(),
    regions: [...new Set(replications.filter(({ resource }) => resource.type === REPLICATION_TYPE)
      .map(({ resource }) => application.symbols.show(asText(resource.properties.Region) ?? 'no Region')))].sort(),
    rules: replications.flatMap(({ rules }) => rules).map(({ fields, destinationName, destinationArn }, index) => ({
      id: asText(fields.Id ?? fields.ID) ?? `rule ${index + 1}`,
      destination: application.symbols.show(destinationName ?? destinationArn ?? 'a bucket'),
      fields: asFields(showSymbols(application, fields)) ?? {},
    })),
    ownsConfiguration: replications.some(({ resource }) => resource.type !== REPLICATION_TYPE),
    isComplete: replications.every(({ complete }) => complete),
    source: replications.map((replication) => showSymbols(application, readSource(replication))),
  };
}

function readSource({ isBucketProperty, resource }: TemplateReplication): unknown {
  return isBucketProperty ? resource.properties.ReplicationConfiguration : resource.properties;
}

/** Reads the buckets of the application, by resource. */
export function readBuckets(application: TemplateModel): ReadonlyMap<string, BucketVersion> {
  return new Map(findBuckets(application).map((bucket) =>
    [makeResourceKey(bucket.resource), toBucketVersion(application, bucket)]));
}

const AUTO_DELETE_TYPE = 'Custom::S3AutoDeleteObjects';

function toBucketVersion(
  application: TemplateModel, { resource, name, properties: declared }: TemplateBucket,
): BucketVersion {
  // The plan of replications compares the rules.
  const { BucketName: _name, ReplicationConfiguration: _rules, ...settings } = declared;
  return {
    path: resource.path,
    name: application.symbols.show(name),
    settings: asFields(showSymbols(application, settings)) ?? {},
    isRetained: resource.retained === true,
    keepsReplaced: String(resource.raw.updateReplacePolicy).startsWith('Retain'),
    deletesObjects: application.resourcesOfType(AUTO_DELETE_TYPE)
      .some(({ properties }) => getValueAtPath(properties, 'BucketName') === name),
  };
}
