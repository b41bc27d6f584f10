import { type ReplicationRuleProperties, type TagProperties } from './replication';

type Status = 'Enabled' | 'Disabled';

/** A rule as S3's API has it, in the second version of the schema, as far as this library writes any. */
export interface S3ReplicationRule {
  readonly ID: string;
  readonly Priority: number;
  readonly Status: Status;
  readonly Filter: {
    readonly Prefix?: string;
    readonly Tag?: TagProperties;
    readonly And?: { readonly Prefix?: string; readonly Tags: TagProperties[] };
  };
  readonly SourceSelectionCriteria?: {
    readonly SseKmsEncryptedObjects?: { readonly Status: Status };
    readonly ReplicaModifications?: { readonly Status: Status };
  };
  readonly Destination: {
    readonly Bucket: string;
    readonly Account?: string;
    readonly AccessControlTranslation?: { readonly Owner: 'Destination' };
    /** What the template says S3 judges. */
    readonly StorageClass?: never;
    readonly EncryptionConfiguration?: { readonly ReplicaKmsKeyID: string };
    readonly ReplicationTime?: { readonly Status: Status; readonly Time: { readonly Minutes: number } };
    readonly Metrics?: { readonly Status: Status; readonly EventThreshold?: { readonly Minutes: number } };
  };
  readonly DeleteMarkerReplication: { readonly Status: Status };
}

const ENABLED = { Status: 'Enabled' } as const;
/** S3 takes no other figure. */
const MINUTES = { Minutes: 15 };

/** A declared rule as S3 takes it. */
export function toS3ReplicationRule(rule: ReplicationRuleProperties): S3ReplicationRule {
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
      ...(rule.StorageClass && { StorageClass: rule.StorageClass as never }),
      ...(rule.ReplicaKmsKeyId && { EncryptionConfiguration: { ReplicaKmsKeyID: rule.ReplicaKmsKeyId } }),
      ...(rule.TimeControl && { ReplicationTime: { ...ENABLED, Time: MINUTES } }),
      ...(rule.Metrics && { Metrics: { ...ENABLED, ...(rule.TimeControl && { EventThreshold: MINUTES }) } }),
    },
    DeleteMarkerReplication: { Status: rule.DeleteMarkers ? 'Enabled' : 'Disabled' },
  };
}

/** Objects under KMS and changes of replicas are left out unless they are asked for. */
function selectionOf({ ReplicaKmsKeyId: key, ReplicaModifications: modifications }: ReplicationRuleProperties) {
  if (key === undefined && !modifications) return {};
  return {
    SourceSelectionCriteria: {
      ...(key !== undefined && { SseKmsEncryptedObjects: ENABLED }),
      ...(modifications && { ReplicaModifications: ENABLED }),
    },
  };
}

/** Exactly one of Prefix, Tag and And; an empty prefix is the whole bucket. */
function filterOf(prefix: string | undefined, tags: readonly TagProperties[]): S3ReplicationRule['Filter'] {
  if (tags.length === 0) return { Prefix: prefix ?? '' };
  if (prefix === undefined && tags.length === 1) return { Tag: { ...tags[0] } };
  return { And: { ...(prefix !== undefined && { Prefix: prefix }), Tags: tags.map((tag) => ({ ...tag })) } };
}
