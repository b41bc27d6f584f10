import { type ReplicationConfiguration } from '../../simulator';
import {
  MRAP970_NOTHING_TO_SIMULATE, MRAP971_BUCKET_WITHOUT_REGION,
} from '../../src/diagnostics/definitions/simulate-command';
import { asFields, asFlag } from '../../src/linter/evaluation/read';
import { isKnownText } from '../../src/linter/evaluation/symbols';
import { findAccessPoints, findOwnerOfMember, type TemplateAccessPoint } from '../../src/linter/model/access-points';
import { findBuckets, hasObjectLock, isVersioned, readDefaultKey } from '../../src/linter/model/buckets';
import { findAccessPointPolicies, findBucketPolicies } from '../../src/linter/model/policies';
import { findReplications } from '../../src/linter/model/replication';
import { findRoutesDeclarations, type RoutesDeclaration } from '../../src/linter/model/routes';
import { type TemplateModel } from '../../src/linter/model/template-model';
import { failWith } from '../command-error';
import { readKeys, readRoles } from './setup-of-identities';
import { SimulatedNames } from './simulated-names';
import {
  type SetupAccessPoint, type SetupBucket, type SetupPolicy, type SetupReplication, type SetupRoute,
  SIMULATED_ACCOUNT, type SimulatedSetup,
} from './simulated-setup';

/** The elements of CloudFormation with another name in the API of S3. */
const API_NAMES: Readonly<Record<string, string>> = { Id: 'ID', TagFilter: 'Tag', TagFilters: 'Tags' };

/** Reads the buckets, replication rules, access points, policies and routes of templates. */
export function readSetupFromTemplates(application: TemplateModel, source: string): SimulatedSetup {
  const accessPoints = findAccessPoints(application).filter(({ members }) => members.length > 0);
  if (accessPoints.length === 0) {
    failWith(MRAP970_NOTHING_TO_SIMULATE.create({ source }));
  }
  const accountId = accessPoints.map(({ account }) => account).find(isKnownText) ?? SIMULATED_ACCOUNT;
  const names = new SimulatedNames(application, accessPoints, accountId);
  return {
    accountId,
    buckets: readBuckets(application, accessPoints, names),
    replications: readReplications(application, names),
    incompleteReplications: findReplications(application).filter(({ complete }) => !complete)
      .map(({ sourceName }) => names.resolve(sourceName)),
    accessPoints: accessPoints.map((accessPoint) => readAccessPoint(application, accessPoint, names)),
    accessPointPolicies: readPolicies(
      findAccessPointPolicies(application).flatMap(({ accessPoint, document }) => (
        accessPoint === undefined ? [] : [{ name: names.nameAccessPoint(accessPoint), policy: document?.raw }]
      )), names),
    bucketPolicies: readPolicies(
      findBucketPolicies(application).flatMap(({ name, document }) => (
        name === undefined ? [] : [{ name: names.resolve(name), policy: document?.raw }]
      )), names),
    keys: readKeys(application, names),
    roles: readRoles(application, names),
  };
}

/** Buckets that the templates do not create exist, too: they are versioned, in the declared Region. */
function readBuckets(
  application: TemplateModel, accessPoints: readonly TemplateAccessPoint[], names: SimulatedNames,
): SetupBucket[] {
  const buckets = new Map<string, SetupBucket>();
  for (const bucket of findBuckets(application)) {
    const name = names.resolve(bucket.name);
    const key = readDefaultKey(bucket);
    buckets.set(name, {
      name,
      region: requireRegion(bucket.region, name),
      accountId: names.resolveAccount(bucket.account),
      hasObjectLock: hasObjectLock(bucket) === true,
      isVersioned: isVersioned(bucket) !== false,
      ...(key !== undefined && key !== false && { kmsKey: key === true ? 'alias/aws/s3' : names.resolve(key) }),
    });
  }
  for (const accessPoint of accessPoints) {
    for (const member of accessPoint.members) {
      const name = names.resolve(member.bucket);
      if (buckets.has(name)) continue;
      buckets.set(name, {
        name,
        region: requireRegion(member.region, name),
        accountId: names.resolveAccount(findOwnerOfMember(accessPoint, member)),
        hasObjectLock: false,
        isVersioned: true,
      });
    }
  }
  return [...buckets.values()];
}

function requireRegion(region: string | undefined, bucket: string): string {
  if (region !== undefined) return region;
  failWith(MRAP971_BUCKET_WITHOUT_REGION.create({ bucket }));
}

function readReplications(application: TemplateModel, names: SimulatedNames): SetupReplication[] {
  return findReplications(application).filter(({ complete, rules }) => complete && rules.length > 0)
    .map(({ sourceName, role, rules }) => ({
      bucket: names.resolve(sourceName),
      configuration: {
        Role: role === undefined ? `arn:aws:iam::${names.accountId}:role/replication` : names.resolve(role),
        Rules: rules.map(({ fields }) => toApiElements(fields, names)) as ReplicationConfiguration['Rules'],
      },
    }));
}

/** Converts the elements of CloudFormation to the elements of the API. CloudFormation accepts numbers as text. */
function toApiElements(value: unknown, names: SimulatedNames, element?: string): unknown {
  if (element === 'Priority' || element === 'Minutes') return Number(value);
  if (typeof value === 'string') return names.resolve(value);
  if (Array.isArray(value)) return value.map((entry) => toApiElements(entry, names));
  const fields = asFields(value);
  return fields === undefined ? value : Object.fromEntries(
    Object.entries(fields).map(([key, child]) => [API_NAMES[key] ?? key, toApiElements(child, names, key)]));
}

function readAccessPoint(
  application: TemplateModel, accessPoint: TemplateAccessPoint, names: SimulatedNames,
): SetupAccessPoint {
  const block = Object.entries(accessPoint.publicAccessBlock)
    .flatMap(([flag, value]) => (asFlag(value) === undefined ? [] : [[flag, asFlag(value)!] as const]));
  const declarations = findRoutesDeclarations(application)
    .filter((declaration) => declaration.accessPoint === accessPoint);
  return {
    name: names.nameAccessPoint(accessPoint),
    members: accessPoint.members.map(({ bucket }) => names.resolve(bucket)),
    ...(block.length > 0 && { publicAccessBlock: Object.fromEntries(block) }),
    routes: declarations.flatMap((declaration) => readRoutes(accessPoint, declaration, names)),
  };
}

/** The handler of this library also sends the routes of the members without a route. */
function readRoutes(
  { members }: TemplateAccessPoint, { routes, others }: RoutesDeclaration, names: SimulatedNames,
): SetupRoute[] {
  return members.flatMap(({ bucket, region }) => {
    const route = routes.find((entry) => entry.bucket === bucket
      || (entry.region !== undefined && entry.region === region));
    const dial = route === undefined ? others : route.dial;
    return dial === undefined ? [] : [{ bucket: names.resolve(bucket), dial }];
  });
}

function readPolicies(
  policies: readonly { readonly name: string; readonly policy: unknown }[], names: SimulatedNames,
): SetupPolicy[] {
  return policies.filter(({ policy }) => policy !== undefined).map(({ name, policy }) => {
    const text = typeof policy === 'string' ? policy : JSON.stringify(policy);
    return { name, render: (aliases) => names.resolve(text, aliases) };
  });
}
