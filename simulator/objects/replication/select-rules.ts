import {
  type ReplicationConfiguration, type ReplicationExclusion, type ReplicationRule, type Tag,
} from '../../model/replication';

interface Selectable {
  readonly key: string;
  readonly tags: readonly Tag[];
}

const BUCKET_ARN_PREFIX = 'arn:aws:s3:::';

export function destinationOf({ Destination: { Bucket: arn } }: ReplicationRule): string {
  return arn.slice(BUCKET_ARN_PREFIX.length);
}

function hasTag(tags: readonly Tag[], { Key, Value }: Tag): boolean {
  return tags.some((tag) => tag.Key === Key && tag.Value === Value);
}

function isExcluded({ Prefix, Tag, Or }: ReplicationExclusion, { key, tags }: Selectable): boolean {
  const prefixes = [Prefix ?? [], Or?.Prefixes ?? []].flat();
  const excludedTags = [Tag ?? [], Or?.Tags ?? []].flat();
  return prefixes.some((prefix) => key.startsWith(prefix)) || excludedTags.some((tag) => hasTag(tags, tag));
}

/** Whether the filter of a rule selects an object. A filter without predicates selects all objects. */
export function isSelected({ Prefix, Filter = {} }: ReplicationRule, object: Selectable): boolean {
  const { Prefix: filterPrefix, Tag, And, Not } = Filter;
  const prefixes = [Prefix, filterPrefix, And?.Prefix].filter((prefix) => prefix !== undefined);
  const tags = [Tag ?? [], And?.Tags ?? []].flat();
  const exclusions = [Not ?? [], And?.Not ?? []].flat();
  return prefixes.every((prefix) => object.key.startsWith(prefix))
    && tags.every((tag) => hasTag(object.tags, tag))
    && !exclusions.some((exclusion) => isExcluded(exclusion, object));
}

/** Returns the rules that apply to an object: for each destination, the enabled rule with the highest priority. */
export function selectRules(
  configuration: ReplicationConfiguration | undefined, object: Selectable,
): readonly ReplicationRule[] {
  const matching = (configuration?.Rules ?? [])
    .filter((rule) => rule.Status === 'Enabled' && isSelected(rule, object))
    .sort((a, b) => (b.Priority ?? 0) - (a.Priority ?? 0));
  const byDestination = new Map<string, ReplicationRule>();
  for (const rule of matching) {
    const destination = destinationOf(rule);
    if (!byDestination.has(destination)) byDestination.set(destination, rule);
  }
  return [...byDestination.values()];
}

/** Whether a rule copies delete markers. Rules of the first version of the schema always do. */
export function replicatesDeleteMarkers({ Filter, DeleteMarkerReplication }: ReplicationRule): boolean {
  return Filter === undefined || DeleteMarkerReplication?.Status === 'Enabled';
}

export function replicatesReplicaModifications({ SourceSelectionCriteria }: ReplicationRule): boolean {
  return SourceSelectionCriteria?.ReplicaModifications?.Status === 'Enabled';
}

/** Whether a rule selects the encryption of an object. Rules skip objects with KMS keys unless they select them. */
export function selectsEncryption({ SourceSelectionCriteria }: ReplicationRule, encryption: string): boolean {
  return !encryption.startsWith('aws:kms') || SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled';
}
