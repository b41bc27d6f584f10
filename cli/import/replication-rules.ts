import { isDeepStrictEqual } from 'node:util';
import { type ReplicationRule } from '../../control/replication';
import { parseBucketName } from '../../src/linter/model/buckets';
import { makeRuleIdPrefix, type ReplicationRuleProperties } from '../../src/wire/replication';
import { toS3ReplicationRule } from '../../src/wire/s3-replication-rule';

/** A rule that this library wrote, as its handler received it. */
export interface OwnRule {
  readonly source: string;
  /** Undefined for the default rule of a replication. */
  readonly id?: string;
  readonly properties: ReplicationRuleProperties;
}

/** Returns whether this library wrote a rule. Only the id of the rule decides. */
export function isOwnRule(source: string, { ID: id = '' }: ReplicationRule): boolean {
  return id.startsWith(makeRuleIdPrefix(source));
}

/**
 * Converts a live rule of this library to the properties that its handler received. Undefined if the live rule has
 * other elements than the handler writes, for example after a manual change.
 */
export function parseOwnRule(source: string, rule: ReplicationRule): OwnRule | undefined {
  const destination = parseBucketName(rule.Destination?.Bucket ?? '');
  if (destination === undefined || rule.ID === undefined) return undefined;
  const [name, id] = rule.ID.slice(makeRuleIdPrefix(source).length).split('/') as [string, string | undefined];
  const properties = readProperties(rule, destination);
  const isWrittenByHandler = isDeepStrictEqual(toPlain(toS3ReplicationRule(properties)), toPlain(rule));
  return name === destination && isWrittenByHandler
    ? { source, ...(id !== undefined && { id }), properties }
    : undefined;
}

function readProperties(rule: ReplicationRule, destination: string): ReplicationRuleProperties {
  const { Filter: filter, Destination: target, SourceSelectionCriteria: selection } = rule;
  const exclusion = filter?.And?.Not ?? filter?.Not;
  const prefixes = exclusion?.Or?.Prefixes ?? (exclusion?.Prefix === undefined ? undefined : [exclusion.Prefix]);
  const excludedTags = exclusion?.Or?.Tags ?? (exclusion?.Tag === undefined ? undefined : [exclusion.Tag]);
  const prefix = filter?.And?.Prefix ?? filter?.Prefix;
  const encryption = target?.EncryptionConfiguration;
  return {
    Id: rule.ID!,
    Priority: rule.Priority ?? 0,
    DestinationBucket: destination,
    ...(target?.Account !== undefined && { DestinationAccount: target.Account }),
    OwnerOverride: target?.AccessControlTranslation !== undefined,
    ...(prefix !== undefined && prefix !== '' && { Prefix: prefix }),
    Tags: toTags(filter?.And?.Tags ?? (filter?.Tag === undefined ? [] : [filter.Tag])),
    ...(prefixes !== undefined && { ExcludedPrefixes: prefixes }),
    ...(excludedTags !== undefined && { ExcludedTags: toTags(excludedTags) }),
    DeleteMarkers: rule.DeleteMarkerReplication?.Status === 'Enabled',
    ReplicaModifications: selection?.ReplicaModifications?.Status === 'Enabled',
    Metrics: target?.Metrics?.Status === 'Enabled',
    TimeControl: target?.ReplicationTime?.Status === 'Enabled',
    ...(target?.StorageClass !== undefined && { StorageClass: target.StorageClass }),
    ...(encryption?.ReplicaKmsKeyID !== undefined && { ReplicaKmsKeyId: encryption.ReplicaKmsKeyID }),
    ...(encryption?.UseSourceMultiRegionKey?.Status === 'Enabled' && { SourceMultiRegionKey: true }),
  };
}

function toTags(tags: readonly { readonly Key?: string; readonly Value?: string }[]) {
  return tags.map(({ Key = '', Value = '' }) => ({ Key, Value }));
}

/** Removes properties that are undefined, which the SDK returns. */
function toPlain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}
