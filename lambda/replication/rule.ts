import { type ReplicationRule } from '../../control/replication';
import { type ReplicationRuleProperties, type TagProperties } from '../../src/contract/replication';
import { REPLICATION_TIME_MINUTES } from '../../src/facts/replication';

type Parts<K extends keyof ReplicationRule> = Pick<ReplicationRule, K>;

const MINUTES = { Minutes: REPLICATION_TIME_MINUTES.value };

/** A declared rule as S3 takes it, in the second version of the schema. */
export function toReplicationRule(rule: ReplicationRuleProperties): ReplicationRule {
  return {
    ID: rule.Id,
    Priority: rule.Priority,
    Status: 'Enabled',
    Filter: filterOf(rule.Prefix, rule.Tags),
    ...selectionOf(rule),
    Destination: {
      Bucket: `arn:aws:s3:::${rule.DestinationBucket}`,
      ...(rule.DestinationAccount && { Account: rule.DestinationAccount }),
      ...(rule.OwnerOverride && { AccessControlTranslation: { Owner: 'Destination' as const } }),
      // What the template says S3 judges.
      ...(rule.StorageClass && { StorageClass: rule.StorageClass as never }),
      ...(rule.ReplicaKmsKeyId && { EncryptionConfiguration: { ReplicaKmsKeyID: rule.ReplicaKmsKeyId } }),
      ...(rule.TimeControl && { ReplicationTime: { Status: 'Enabled' as const, Time: MINUTES } }),
      ...(rule.Metrics && { Metrics: { Status: 'Enabled' as const, ...(rule.TimeControl && { EventThreshold: MINUTES }) } }),
    },
    DeleteMarkerReplication: { Status: rule.DeleteMarkers ? 'Enabled' : 'Disabled' },
  };
}

/** Objects under KMS and changes of replicas are left out unless they are asked for. */
function selectionOf({ ReplicaKmsKeyId: key, ReplicaModifications: modifications }: ReplicationRuleProperties): Parts<'SourceSelectionCriteria'> {
  if (key === undefined && !modifications) return {};
  return {
    SourceSelectionCriteria: {
      ...(key !== undefined && { SseKmsEncryptedObjects: { Status: 'Enabled' } }),
      ...(modifications && { ReplicaModifications: { Status: 'Enabled' } }),
    },
  };
}

/** Exactly one of Prefix, Tag and And; an empty prefix is the whole bucket. */
function filterOf(prefix: string | undefined, tags: readonly TagProperties[]): ReplicationRule['Filter'] {
  if (tags.length === 0) return { Prefix: prefix ?? '' };
  if (prefix === undefined && tags.length === 1) return { Tag: { ...tags[0] } };
  return { And: { ...(prefix !== undefined && { Prefix: prefix }), Tags: tags.map((tag) => ({ ...tag })) } };
}
