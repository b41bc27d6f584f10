import { getValueAtPath, asFields, asList, asText } from '../../src/linter/evaluation/read';
import { findAccessPoints, type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { findBuckets, type TemplateBucket } from '../../src/linter/model/buckets';
import { findAccessPointPolicies } from '../../src/linter/model/policies';
import { findReplications } from '../../src/linter/model/replication';
import { findRoutesDeclarations } from '../../src/linter/model/routes';
import { type TemplateModel, type TemplateResource } from '../../src/linter/model/template-model';
import { REPLICATION_TYPE } from '../../src/wire/resource-types';
import { LIVE_ROUTES_PROPERTY_CHOICES } from '../../src/wire/routes';
import { type BucketVersion } from './plan-bucket';
import { type PolicyVersion } from './plan-policy';
import { type ReplicationVersion } from './plan-replication';
import { type RoutesVersion } from './plan-routes';

/** Identifies a resource in the new and in the deployed templates. */
function makeResourceKey({ stack, logicalId }: TemplateResource): string {
  return `${stack.id} ${logicalId}`;
}

export function readAccessPoints(application: TemplateModel): ReadonlyMap<string, TemplateAccessPoint> {
  return new Map(findAccessPoints(application).map((entry) => [makeResourceKey(entry.resource), entry]));
}

/** Reads the routes of an access point. Undefined if the templates declare none, or only a deployment knows them. */
export function readRoutes(application: TemplateModel, accessPoint: TemplateAccessPoint): RoutesVersion | undefined {
  const declaration = findRoutesDeclarations(application)
    .find((entry) => entry.accessPoint === accessPoint && entry.complete && entry.others !== undefined);
  if (declaration === undefined) return undefined;
  const { resource, routes, others } = declaration;
  const mode = LIVE_ROUTES_PROPERTY_CHOICES.find((choice) => choice === resource.properties.LiveRoutes) ?? 'KEEP';
  return {
    path: resource.path,
    table: { routes: routes.map(({ region, dial = 0 }) => ({ region, dial })), others: others! },
    mode,
  };
}

export function readPolicy(application: TemplateModel, accessPoint: TemplateAccessPoint): PolicyVersion | undefined {
  const policy = findAccessPointPolicies(application).find((entry) => entry.accessPoint === accessPoint);
  if (policy === undefined) return undefined;
  return { path: policy.resource.path, document: showSymbols(application, policy.resource.properties.Policy) };
}

/** Reads the replication rules of each source bucket, by the name of the bucket. */
export function readReplications(application: TemplateModel): ReadonlyMap<string, ReplicationVersion> {
  return new Map(findReplications(application).map(({ resource, sourceName, rules }) => [
    application.symbols.show(sourceName),
    {
      path: resource.path,
      rules: rules.map(({ fields, destinationName, destinationArn }, index) => ({
        id: asText(fields.Id ?? fields.ID) ?? `rule ${index + 1}`,
        destination: application.symbols.show(destinationName ?? destinationArn ?? 'a bucket'),
        fields: asFields(showSymbols(application, fields)) ?? {},
      })),
      ownsConfiguration: resource.type !== REPLICATION_TYPE,
    },
  ]));
}

/** Reads the buckets of the application, by resource. */
export function readBuckets(application: TemplateModel): ReadonlyMap<string, BucketVersion> {
  return new Map(findBuckets(application).map((bucket) =>
    [makeResourceKey(bucket.resource), toBucketVersion(application, bucket)]));
}

const AUTO_DELETE_TYPE = 'Custom::S3AutoDeleteObjects';

function toBucketVersion(application: TemplateModel, { resource, name }: TemplateBucket): BucketVersion {
  return {
    path: resource.path,
    name: application.symbols.show(name),
    isRetained: resource.retained === true,
    keepsReplaced: String(resource.raw.updateReplacePolicy).startsWith('Retain'),
    deletesObjects: application.resourcesOfType(AUTO_DELETE_TYPE)
      .some(({ properties }) => getValueAtPath(properties, 'BucketName') === name),
  };
}

/** Replaces each value that only a deployment determines by its expression, which is equal in both templates. */
function showSymbols(application: TemplateModel, value: unknown): unknown {
  if (typeof value === 'string') return application.symbols.show(value);
  if (Array.isArray(value)) return asList(value).map((entry) => showSymbols(application, entry));
  const fields = asFields(value);
  if (fields === undefined) return value;
  return Object.fromEntries(
    Object.entries(fields).map(([key, entry]) => [application.symbols.show(key), showSymbols(application, entry)]));
}
