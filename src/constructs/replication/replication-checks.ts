import type * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { canOverlap, type ObjectFilter } from '../../diagnostics/checks/object-filters';
import { renderDefaultLock } from '../../diagnostics/checks/object-lock';
import {
  checkKeysForForeignSources, checkReplicatedBuckets, checkMultiRegionKeys, checkReplicationOptions, checkLockRetention,
  checkVersioning, type ReplicatedBucket,
} from '../../diagnostics/checks/replicated-buckets';
import { checkReplicationGraph, type ReplicationEdge } from '../../diagnostics/checks/replication-graph';
import { checkMetricsOfMember, checkReplicationRules } from '../../diagnostics/checks/replication-rules';
import {
  MRAP766_REPLICATION_ROLE_TOO_LARGE, MRAP775_TOPOLOGY_MISMATCH,
} from '../../diagnostics/definitions/options';
import {
  MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED, MRAP416_REPLICATION_ROLE_TRUST, MRAP426_DUPLICATE_REPLICATION_WRITER,
} from '../../diagnostics/definitions/replication';
import {
  MRAP430_OVERLAPPING_REPLICATION_RULES, MRAP433_REPLICATION_RULES_TOO_LARGE, MRAP436_WILDCARD_IN_PREFIX,
} from '../../diagnostics/definitions/replication-rule-declarations';
import {
  MRAP402_REPLICATION_TO_ITSELF,
} from '../../diagnostics/definitions/replication-rules';
import { type Finding, FindingSeverity } from '../../diagnostics/finding';
import { groupBy } from '../../diagnostics/group-by';
import { SERVICE_LIMITS } from '../../facts/limits';
import { computeWorstCasePolicyLength } from '../../provider/policy-size';
import { toTextUnlessToken } from '../../validation/tokens';
import { type TagProperties } from '../../wire/replication';
import { findKeyArn, isKmsEncrypted } from '../buckets/bucket-keys';
import {
  checkRenderedBucket, hasObjectLock, isCheckedBy, isForeignBucket, makeBucketLabel, readBucketConstructProperties,
  type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import {
  type BucketEdge, listAllBucketsOfEdges, listBucketsOfEdges, renderReplicationRuleProperties,
  type ResolvedReplicationProps, type ResolvedReplicationRule,
} from './replication-config';
import { type DeclaredReplicationRule } from './replication-rule';
import { checkBucket, checkBucketRegion, makeRuleLabel } from './rule-declaration-checks';

/** Checks whether buckets and rules make up a graph. All other checks require a graph. */
export function checkReplicationShape(
  scope: IConstruct, buckets: readonly UnderlyingBucket[], rules: readonly DeclaredReplicationRule[],
): Finding[] {
  const withoutRegion = buckets.flatMap(checkBucketRegion);
  if (withoutRegion.length > 0) return withoutRegion;
  const betweenMembers = rules.flatMap(({ directions }) => directions ?? []);
  return [
    ...buckets.flatMap(checkBucket),
    ...checkForDuplicates(buckets),
    ...checkSources(scope, buckets, rules),
    ...checkReplicationGraph(buckets, betweenMembers),
  ];
}

function checkForDuplicates(buckets: readonly UnderlyingBucket[]): Finding[] {
  return [...groupBy(buckets, ({ bucketName }) => bucketName)].filter(([, same]) => same.length > 1)
    .map(([, [bucket]]) => MRAP402_REPLICATION_TO_ITSELF.create({ bucket: makeBucketLabel(bucket) }));
}

function checkSources(
  scope: IConstruct, buckets: readonly UnderlyingBucket[], rules: readonly DeclaredReplicationRule[],
): Finding[] {
  const sources = rules.flatMap(({ directions, buckets: ofRule }) =>
    ofRule?.sources ?? buckets.filter(({ region }) => directions?.sources?.includes(region) ?? true));
  const hasOwnSource = sources.some((source) => !isForeignBucket(scope, source));
  if (sources.length === 0 || hasOwnSource) return [];
  const accounts = [...new Set(sources.map(({ account }) => account))].sort();
  const account = toTextUnlessToken(Stack.of(scope).account);
  return [MRAP775_TOPOLOGY_MISMATCH.create({
    problem: `sources only in the other accounts ${JSON.stringify(accounts)}`,
    regions: buckets.map(({ region }) => region),
    account: account === undefined ? 'the account of the stack, which is unknown' : `account ${account} of the stack`,
  })];
}

/**
 * Runs all checks of a replication that are possible at its declaration.
 *
 * @param edges the new edges; the checks of a rule include all edges of its sources
 */
export function checkReplicationProps(config: ResolvedReplicationProps, edges: readonly BucketEdge[]): Finding[] {
  const { described, describedEdges } = describeEdges(config, edges);
  const rules = [...groupBy(edges, ({ rule }) => rule)];
  return [
    ...checkReplicatedBuckets(describedEdges, config.batch),
    ...rules.flatMap(([rule, ofRule]) => checkRule(config, rule, ofRule, described)),
    ...listBucketsOfEdges(edges, 'source').flatMap((source) =>
      checkRulesOfSource(config, source, config.edges.filter((edge) => edge.source === source))),
  ];
}

/**
 * Checks the keys of own destinations for sources of another account (MRAP414). The construct annotates the finding,
 * because the application declares the key of a bucket and a user can acknowledge it.
 */
export function checkKeysOfOwnDestinations(config: ResolvedReplicationProps, edges: readonly BucketEdge[]): Finding[] {
  const fromOtherAccounts = edges.filter(({ source }) => isForeignBucket(config.scope, source));
  return checkKeysForForeignSources(
    describeEdges(config, fromOtherAccounts).describedEdges, Stack.of(config.scope).account,
  );
}

function describeEdges({ scope }: ResolvedReplicationProps, edges: readonly BucketEdge[]) {
  const described = new Map(listAllBucketsOfEdges(edges).map((bucket) => {
    const properties = describeBucket(scope, bucket);
    // An override or an aspect can enable versioning later, so `checkRenderedBuckets` reports missing versioning.
    return [bucket, properties.versioned === false ? { ...properties, versioned: true } : properties];
  }));
  const describedEdges = edges.map((edge): ReplicationEdge<ReplicatedBucket> =>
    ({ source: described.get(edge.source)!, destination: described.get(edge.destination)! }));
  return { described, describedEdges };
}

function checkRule(
  { members }: ResolvedReplicationProps, rule: ResolvedReplicationRule, edges: readonly BucketEdge[],
  described: ReadonlyMap<UnderlyingBucket, ReplicatedBucket>,
): Finding[] {
  const locked = listAllBucketsOfEdges(edges).map((bucket) => described.get(bucket)!);
  // Only the replicas in members are read through an access point.
  const intoMember = edges.find(({ destination }) => members.includes(destination));
  const { source, destination } = intoMember ?? edges[0];
  return [
    ...checkPrefixes(rule),
    ...checkLockRetention(locked, rule.bothWays),
    ...checkReplicationOptions({
      ...rule,
      from: makeBucketLabel(source),
      to: makeBucketLabel(destination),
      storageClass: intoMember && rule.storageClass,
    }),
  ];
}

/** Finds prefixes with wildcards, which grants and other policies accept (MRAP436). */
function checkPrefixes(rule: ResolvedReplicationRule): Finding[] {
  const prefixes = [...rule.prefix === undefined ? [] : [rule.prefix], ...rule.excludedPrefixes]
    .filter((prefix) => toTextUnlessToken(prefix)?.includes('*'));
  return prefixes.length === 0 ? [] : [MRAP436_WILDCARD_IN_PREFIX.create({ rule: makeRuleLabel(rule), prefixes })];
}

function checkRulesOfSource(
  config: ResolvedReplicationProps, source: UnderlyingBucket, edges: readonly BucketEdge[],
): Finding[] {
  const label = makeBucketLabel(source);
  const omitTokens = ({ Key: key, Value: value }: TagProperties) =>
    ({ Key: toTextUnlessToken(key), Value: toTextUnlessToken(value) });
  const rules = edges.map((edge) => renderReplicationRuleProperties(config, edge)).map((rule) => ({
    ...rule,
    Id: toTextUnlessToken(rule.Id),
    DestinationBucket: toTextUnlessToken(rule.DestinationBucket),
    Tags: rule.Tags.map(omitTokens),
    ExcludedTags: rule.ExcludedTags?.map(omitTokens),
  }));
  return [
    ...checkReplicationRules(label, rules), ...checkOverlaps(label, edges), ...checkSizeOfRules(label, rules),
    ...checkMetrics(label, edges.filter(({ destination }) => config.members.includes(destination))),
  ];
}

function checkMetrics(source: string, edges: readonly BucketEdge[]): Finding[] {
  return [...groupBy(edges, ({ destination }) => destination)].flatMap(([destination, toDestination]) =>
    checkMetricsOfMember(source, makeBucketLabel(destination), toDestination.map(({ rule }) =>
      ({ name: makeRuleLabel(rule), metrics: rule.metrics }))));
}

/** The rest of an event: its ids, URLs and the other properties. */
const EVENT_BYTES = 8_192;

/** CloudFormation passes numbers and booleans as text. An update contains the previous rules too. */
function checkSizeOfRules(source: string, rules: readonly object[]): Finding[] {
  const bytes = Buffer.byteLength(JSON.stringify(rules, (_, value: unknown) =>
    (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value)));
  const limit = (SERVICE_LIMITS.STATE_MACHINE_INPUT.value - EVENT_BYTES) / 2;
  return bytes <= limit ? [] : [MRAP433_REPLICATION_RULES_TOO_LARGE.create({
    source, rules: rules.length, bytes, limit,
  })];
}

/**
 * Finds rules to one destination that can select the same object (MRAP430). The priorities of the default rule are
 * documented, so the priority of the other rule decides.
 */
function checkOverlaps(source: string, edges: readonly BucketEdge[]): Finding[] {
  const isOrdered = ({ rule: { id, priority } }: BucketEdge) => id === undefined || priority !== undefined;
  const makeFilter = ({ rule: { prefix = '', ...filter } }: BucketEdge): ObjectFilter => ({ ...filter, prefix });
  return [...groupBy(edges, ({ destination }) => destination)].flatMap(([destination, toDestination]) =>
    toDestination.flatMap((first, index) => toDestination.slice(index + 1)
      .filter((second) => !(isOrdered(first) && isOrdered(second)))
      .filter((second) => canOverlap(makeFilter(first), makeFilter(second)))
      .map((second) => MRAP430_OVERLAPPING_REPLICATION_RULES.create({
        source,
        destination: makeBucketLabel(destination),
        rules: [first, second].map(({ rule }) => makeRuleLabel(rule)),
      }))));
}

const CREATED_KEY_KINDS = new Map<boolean | undefined, ReplicatedBucket['createdKey']>([
  [true, 'multi-Region'], [false, 'single-Region'],
]);

function describeBucket(scope: IConstruct, bucket: UnderlyingBucket): ReplicatedBucket {
  const reflection = readBucketConstructProperties(bucket);
  const { defaultLock, versioned, objectLockEnabled } = reflection.readRenderedSettings();
  const keyArn = findKeyArn(scope, bucket);
  return {
    bucket: makeBucketLabel(bucket),
    region: bucket.region,
    versioned,
    objectLock: hasObjectLock(bucket, objectLockEnabled),
    retention: defaultLock && renderDefaultLock(defaultLock),
    encrypted: isKmsEncrypted(bucket),
    keyNamed: keyArn !== undefined,
    keyArn: toTextUnlessToken(keyArn),
    // Rendering the key takes time, and only rules with `sourceMultiRegionKey` depend on it.
    get createdKey() { return CREATED_KEY_KINDS.get(reflection.createsMultiRegionKey); },
    declared: reflection.resource !== undefined,
    foreignAccount: isForeignBucket(scope, bucket) ? bucket.account : undefined,
  };
}

/** Checks that S3 can assume a given role (MRAP416). The trust policy of an imported role is unknown. */
export function checkTrustOfReplicationRole(
  role: iam.IRole, { batch }: Pick<ResolvedReplicationProps, 'batch'>,
): Finding[] {
  const services = ['s3.amazonaws.com', ...(batch ? ['batchoperations.s3.amazonaws.com'] : [])];
  const trustPolicy = (role as Partial<iam.Role>).assumeRolePolicy;
  if (trustPolicy === undefined) {
    return services.map((service) =>
      MRAP416_REPLICATION_ROLE_TRUST.create({ service, unknown: true }, FindingSeverity.WARNING));
  }
  const text = JSON.stringify(Stack.of(role).resolve(trustPolicy));
  return services.filter((service) => !text.includes(`"${service}"`))
    .map((service) => MRAP416_REPLICATION_ROLE_TRUST.create({ service }));
}

/**
 * Checks the keys for the replication with the multi-Region key of the source (MRAP412). Runs on the complete tree, as
 * an override may change a key later.
 */
export function checkSourceMultiRegionKey({ scope, edges }: ResolvedReplicationProps): Finding[] {
  return [...groupBy(edges.filter(({ rule }) => rule.sourceMultiRegionKey), ({ rule }) => rule)].flatMap(([, ofRule]) =>
    checkMultiRegionKeys(listAllBucketsOfEdges(ofRule).map((bucket) => describeBucket(scope, bucket))));
}

/** Finds sources that were encrypted after their rules were rendered (MRAP413). Runs on the complete tree. */
export function checkSourcesEncryptedAfterRules(
  sources: readonly UnderlyingBucket[], encryptedBefore: ReadonlySet<UnderlyingBucket>,
): Finding[] {
  return sources.filter((source) => isKmsEncrypted(source) && !encryptedBefore.has(source))
    .map((source) => MRAP413_ENCRYPTED_OBJECTS_NOT_REPLICATED.create({ bucket: makeBucketLabel(source) }));
}

/**
 * Finds buckets of this application without versioning (MRAP401), with another name (MRAP226) or with another key
 * (MRAP448). Runs on the complete tree, as an override or an aspect may change all of them later.
 */
export function checkRenderedBuckets(scope: IConstruct, buckets: readonly UnderlyingBucket[]): Finding[] {
  return buckets.flatMap((bucket) => {
    const settings = readBucketConstructProperties(bucket).readRenderedSettings();
    const { versioned } = settings;
    return [
      ...(versioned === undefined ? [] : checkVersioning({ bucket: makeBucketLabel(bucket), versioned })),
      ...(isCheckedBy(scope, bucket) ? checkRenderedBucket(bucket, settings) : []),
    ];
  });
}

/** Finds buckets with their own replication rules (MRAP426). Runs on the complete tree, as rules may be added later. */
export function checkSourcesForOwnReplicationRules(
  buckets: readonly UnderlyingBucket[], writer: IConstruct,
): Finding[] {
  return buckets.flatMap((bucket) => {
    const { resource } = readBucketConstructProperties(bucket);
    return resource?.replicationConfiguration === undefined ? [] : [MRAP426_DUPLICATE_REPLICATION_WRITER.create({
      bucket: makeBucketLabel(bucket),
      paths: [resource.node.path, writer.node.path],
      properties: resource.node.path,
    })];
  });
}

/** Checks the size of the role's policy (MRAP766). Runs on the complete tree. */
export function checkReplicationRolePolicySize(replication: IConstruct, policy: iam.Policy): Finding[] {
  const { policyDocument } = policy.node.defaultChild as iam.CfnPolicy;
  const characters = computeWorstCasePolicyLength(policy.stack.resolve(policyDocument));
  const limit = SERVICE_LIMITS.ROLE_INLINE_POLICIES.value;
  if (characters <= limit) return [];
  return [MRAP766_REPLICATION_ROLE_TOO_LARGE.create({ replication: replication.node.path, characters, limit })];
}
