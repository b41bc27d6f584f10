import { type RawProperties, readBoolean, readChoice, readNumber, readOptionalText, readRecords, readText } from './property-readers';

export const ROLE_ORIGIN = ['created', 'given'] as const;

export interface TagProperties {
  readonly Key: string;
  readonly Value: string;
}

/** One directed rule on the wire: everything of it but where it starts. */
export interface ReplicationRuleProperties {
  readonly Id: string;
  readonly Priority: number;
  readonly DestinationBucket: string;
  /** The owner of the destination, where it is another account. */
  readonly DestinationAccount?: string;
  /** Whether replicas belong to the owner of the destination. */
  readonly OwnerOverride: boolean;
  readonly Prefix?: string;
  readonly Tags: readonly TagProperties[];
  readonly DeleteMarkers: boolean;
  readonly ReplicaModifications: boolean;
  readonly Metrics: boolean;
  readonly TimeControl: boolean;
  readonly StorageClass?: string;
  /** With it objects under KMS are replicated too. */
  readonly ReplicaKmsKeyId?: string;
}

/** `Custom::S3BucketReplication`: the rules of one source bucket. */
export interface ReplicationProperties {
  readonly Bucket: string;
  readonly Region: string;
  readonly Role: string;
  /** Whether the role was made for these rules, or was there before them. */
  readonly RoleOrigin: typeof ROLE_ORIGIN[number];
  readonly Rules: readonly ReplicationRuleProperties[];
}

export function readReplicationProperties(raw: RawProperties): ReplicationProperties {
  return {
    Bucket: readText(raw, 'Bucket'),
    Region: readText(raw, 'Region'),
    Role: readText(raw, 'Role'),
    RoleOrigin: readChoice(raw, 'RoleOrigin', ROLE_ORIGIN, 'given'),
    Rules: readRecords(raw, 'Rules').map(readRule),
  };
}

function readRule(rule: RawProperties): ReplicationRuleProperties {
  return {
    Id: readText(rule, 'Id'),
    Priority: readNumber(rule, 'Priority'),
    DestinationBucket: readText(rule, 'DestinationBucket'),
    DestinationAccount: readOptionalText(rule, 'DestinationAccount'),
    OwnerOverride: readBoolean(rule, 'OwnerOverride', false),
    Prefix: readOptionalText(rule, 'Prefix'),
    Tags: readRecords(rule, 'Tags').map((tag) => ({ Key: readText(tag, 'Key'), Value: String(tag.Value ?? '') })),
    DeleteMarkers: readBoolean(rule, 'DeleteMarkers', false),
    ReplicaModifications: readBoolean(rule, 'ReplicaModifications', false),
    Metrics: readBoolean(rule, 'Metrics', false),
    TimeControl: readBoolean(rule, 'TimeControl', false),
    StorageClass: readOptionalText(rule, 'StorageClass'),
    ReplicaKmsKeyId: readOptionalText(rule, 'ReplicaKmsKeyId'),
  };
}

const OURS = 'cdk-s3-mrap';

/**
 * The id of the rule from one bucket to another. It follows from the two alone: whoever declares the same again, from another place or after
 * the former stack is gone, takes the rule back instead of adding a second one.
 */
export function replicationRuleId(source: string, destination: string): string {
  return `${ourRulesOf(source)}${destination}`;
}

/** How the ids of all our rules of a source bucket begin; rules of others do not. */
export function ourRulesOf(source: string): string {
  return `${OURS}/${source}/`;
}
