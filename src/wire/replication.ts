import {
  type RawProperties, readBooleanProperty, readChoice, readNumberProperty, readOptionalText, readRecordListProperty,
  readTextProperty, readTextListProperty,
} from './property-readers';

export const ROLE_ORIGIN_PROPERTY_CHOICES = ['created', 'given'] as const;

export interface TagProperties {
  readonly Key: string;
  readonly Value: string;
}

/** A rule of one source bucket, without the source. */
export interface ReplicationRuleProperties {
  readonly Id: string;
  readonly Priority: number;
  readonly DestinationBucket: string;
  /** The account that owns the destination; absent if it owns the source too. */
  readonly DestinationAccount?: string;
  /** Whether the owner of the destination owns the replicas. */
  readonly OwnerOverride: boolean;
  readonly Prefix?: string;
  readonly Tags: readonly TagProperties[];
  /** Objects whose keys start with one of these prefixes are not replicated. */
  readonly ExcludedPrefixes?: readonly string[];
  /** Objects that have one of these tags are not replicated. */
  readonly ExcludedTags?: readonly TagProperties[];
  readonly DeleteMarkers: boolean;
  readonly ReplicaModifications: boolean;
  readonly Metrics: boolean;
  readonly TimeControl: boolean;
  readonly StorageClass?: string;
  /** The key of the replicas. If present, the rule selects objects that are encrypted with SSE-KMS. */
  readonly ReplicaKmsKeyId?: string;
  /** Whether S3 encrypts a replica with the multi-Region key that is related to the key of its source. */
  readonly SourceMultiRegionKey?: boolean;
}

/** The properties of `Custom::S3BucketReplication`: the rules of one source bucket. */
export interface ReplicationResourceProperties {
  readonly Bucket: string;
  readonly Region: string;
  readonly Role: string;
  /** Whether the construct created the role, or received an existing one. */
  readonly RoleOrigin: typeof ROLE_ORIGIN_PROPERTY_CHOICES[number];
  readonly Rules: readonly ReplicationRuleProperties[];
}

export function readReplicationResourceProperties(raw: RawProperties): ReplicationResourceProperties {
  return {
    Bucket: readTextProperty(raw, 'Bucket'),
    Region: readTextProperty(raw, 'Region'),
    Role: readTextProperty(raw, 'Role'),
    RoleOrigin: readChoice(raw, 'RoleOrigin', ROLE_ORIGIN_PROPERTY_CHOICES, 'given'),
    Rules: readRecordListProperty(raw, 'Rules').map(readReplicationRuleProperties),
  };
}

/**
 * Every property, with undefined for an absent one, so that a property that the reader below omits does not compile.
 */
type CompleteRule = { readonly [Name in keyof Required<ReplicationRuleProperties>]: ReplicationRuleProperties[Name] };

export function readReplicationRuleProperties(rule: RawProperties): CompleteRule {
  return {
    Id: readTextProperty(rule, 'Id'),
    Priority: readNumberProperty(rule, 'Priority'),
    DestinationBucket: readTextProperty(rule, 'DestinationBucket'),
    DestinationAccount: readOptionalText(rule, 'DestinationAccount'),
    OwnerOverride: readBooleanProperty(rule, 'OwnerOverride', false),
    Prefix: readOptionalText(rule, 'Prefix'),
    Tags: readTags(rule, 'Tags'),
    ExcludedPrefixes: rule.ExcludedPrefixes === undefined ? undefined : readTextListProperty(rule, 'ExcludedPrefixes'),
    ExcludedTags: rule.ExcludedTags === undefined ? undefined : readTags(rule, 'ExcludedTags'),
    DeleteMarkers: readBooleanProperty(rule, 'DeleteMarkers', false),
    ReplicaModifications: readBooleanProperty(rule, 'ReplicaModifications', false),
    Metrics: readBooleanProperty(rule, 'Metrics', false),
    TimeControl: readBooleanProperty(rule, 'TimeControl', false),
    StorageClass: readOptionalText(rule, 'StorageClass'),
    ReplicaKmsKeyId: readOptionalText(rule, 'ReplicaKmsKeyId'),
    SourceMultiRegionKey: rule.SourceMultiRegionKey === undefined
      ? undefined
      : readBooleanProperty(rule, 'SourceMultiRegionKey', false),
  };
}

function readTags(rule: RawProperties, name: string): TagProperties[] {
  return readRecordListProperty(rule, name)
    .map((tag) => ({ Key: readTextProperty(tag, 'Key'), Value: String(tag.Value ?? '') }));
}

export const RULE_ID_PREFIX = 'cdk-s3-mrap';

/**
 * The id of the rule from one bucket to another. It depends on the two names and the declared id only. If another stack
 * declares the same rule, or if the stack that declared it is gone, the handler therefore updates the existing rule and
 * does not add a second one.
 *
 * @param id the id of the declared rule; undefined for the default rule
 */
export function replicationRuleId(source: string, destination: string, id?: string): string {
  return `${makeRuleIdPrefix(source)}${destination}${id === undefined ? '' : `/${id}`}`;
}

/** The prefix of the ids of all rules that this library writes to a source bucket. */
export function makeRuleIdPrefix(source: string): string {
  return `${RULE_ID_PREFIX}/${source}/`;
}
