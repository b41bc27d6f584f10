import { type ReplicationRuleProperties, type TagProperties } from './replication';

type Status = 'Enabled' | 'Disabled';

/** A replication rule in the second version of the schema of S3's API, with the elements that this library writes. */
export interface S3ReplicationRule {
  readonly ID: string;
  readonly Priority: number;
  readonly Status: Status;
  readonly Filter: S3ReplicationFilter;
  readonly SourceSelectionCriteria?: {
    readonly SseKmsEncryptedObjects?: { readonly Status: Status };
    readonly ReplicaModifications?: { readonly Status: Status };
  };
  readonly Destination: {
    readonly Bucket: string;
    readonly Account?: string;
    readonly AccessControlTranslation?: { readonly Owner: 'Destination' };
    /** S3 validates the class, so that a new one works with every version of this library. */
    readonly StorageClass?: string;
    readonly EncryptionConfiguration?: { readonly ReplicaKmsKeyID: string };
    readonly ReplicationTime?: { readonly Status: Status; readonly Time: { readonly Minutes: number } };
    readonly Metrics?: { readonly Status: Status; readonly EventThreshold?: { readonly Minutes: number } };
  };
  readonly DeleteMarkerReplication: { readonly Status: Status };
}

/** Exactly one of the three elements. An empty prefix selects all objects. */
export interface S3ReplicationFilter {
  readonly Prefix?: string;
  readonly Tag?: TagProperties;
  readonly And?: { readonly Prefix?: string; readonly Tags: TagProperties[] };
}

const ENABLED = { Status: 'Enabled' } as const;
/** The only number of minutes that S3 accepts. */
const MINUTES = { Minutes: 15 };

/**
 * Translates a rule of the wire format for S3. The handler writes the result, the linter checks it, and owners of
 * buckets in other accounts receive it in a finding.
 */
export function toS3ReplicationRule(rule: ReplicationRuleProperties): S3ReplicationRule {
  const {
    Id,
    Priority,
    DestinationBucket,
    DestinationAccount,
    OwnerOverride,
    Prefix,
    Tags,
    DeleteMarkers,
    ReplicaModifications,
    Metrics,
    TimeControl,
    StorageClass,
    ReplicaKmsKeyId,
    ...untranslated
  } = rule;
  // A property that is missing above does not compile here.
  untranslated satisfies Record<string, never>;
  return {
    ID: Id,
    Priority,
    Status: 'Enabled',
    Filter: makeFilter(Prefix, Tags),
    ...makeSourceSelection(ReplicaKmsKeyId !== undefined, ReplicaModifications),
    Destination: {
      Bucket: `arn:aws:s3:::${DestinationBucket}`,
      ...(DestinationAccount && { Account: DestinationAccount }),
      ...(OwnerOverride && { AccessControlTranslation: { Owner: 'Destination' as const } }),
      ...(StorageClass && { StorageClass }),
      ...(ReplicaKmsKeyId && { EncryptionConfiguration: { ReplicaKmsKeyID: ReplicaKmsKeyId } }),
      ...(TimeControl && { ReplicationTime: { ...ENABLED, Time: MINUTES } }),
      ...(Metrics && { Metrics: { ...ENABLED, ...(TimeControl && { EventThreshold: MINUTES }) } }),
    },
    DeleteMarkerReplication: { Status: DeleteMarkers ? 'Enabled' : 'Disabled' },
  };
}

/** S3 omits objects encrypted with SSE-KMS, and changes of replicas, unless the rule selects them. */
function makeSourceSelection(
  encrypted: boolean,
  modifications: boolean,
): Pick<S3ReplicationRule, 'SourceSelectionCriteria'> {
  if (!encrypted && !modifications) return {};
  return {
    SourceSelectionCriteria: {
      ...(encrypted && { SseKmsEncryptedObjects: ENABLED }),
      ...(modifications && { ReplicaModifications: ENABLED }),
    },
  };
}

function makeFilter(prefix: string | undefined, tags: readonly TagProperties[]): S3ReplicationFilter {
  if (tags.length === 0) return { Prefix: prefix ?? '' };
  if (prefix === undefined && tags.length === 1) return { Tag: { ...tags[0] } };
  return { And: { ...(prefix !== undefined && { Prefix: prefix }), Tags: tags.map((tag) => ({ ...tag })) } };
}

/** Spells a rule as in a CloudFormation template, where three names differ. */
export function toCloudFormationRule({ ID, Filter: { Tag, And, ...filter }, ...rule }: S3ReplicationRule) {
  return {
    Id: ID,
    Filter: {
      ...filter,
      ...(Tag && { TagFilter: Tag }),
      ...(And && { And: { ...(And.Prefix !== undefined && { Prefix: And.Prefix }), TagFilters: And.Tags } }),
    },
    ...rule,
  };
}
