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
    readonly EncryptionConfiguration?: {
      readonly ReplicaKmsKeyID?: string;
      readonly UseSourceMultiRegionKey?: { readonly Status: Status };
    };
    readonly ReplicationTime?: { readonly Status: Status; readonly Time: { readonly Minutes: number } };
    readonly Metrics?: { readonly Status: Status; readonly EventThreshold?: { readonly Minutes: number } };
  };
  readonly DeleteMarkerReplication: { readonly Status: Status };
}

/** Exactly one of the four elements. An empty prefix selects all objects. */
export interface S3ReplicationFilter {
  readonly Prefix?: string;
  readonly Tag?: TagProperties;
  readonly And?: { readonly Prefix?: string; readonly Tags?: TagProperties[]; readonly Not?: S3Exclusion };
  readonly Not?: S3Exclusion;
}

/** Exactly one of the three elements. */
export interface S3Exclusion {
  readonly Prefix?: string;
  readonly Tag?: TagProperties;
  readonly Or?: { readonly Prefixes?: string[]; readonly Tags?: TagProperties[] };
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
    ExcludedPrefixes,
    ExcludedTags,
    DeleteMarkers,
    ReplicaModifications,
    Metrics,
    TimeControl,
    StorageClass,
    ReplicaKmsKeyId,
    SourceMultiRegionKey,
    ...untranslated
  } = rule;
  // A property that is missing above does not compile here.
  untranslated satisfies Record<string, never>;
  return {
    ID: Id,
    Priority,
    Status: 'Enabled',
    Filter: makeFilter(Prefix, Tags, makeExclusion(ExcludedPrefixes, ExcludedTags)),
    ...makeSourceSelection(ReplicaKmsKeyId !== undefined || SourceMultiRegionKey === true, ReplicaModifications),
    Destination: {
      Bucket: `arn:aws:s3:::${DestinationBucket}`,
      ...(DestinationAccount && { Account: DestinationAccount }),
      ...(OwnerOverride && { AccessControlTranslation: { Owner: 'Destination' as const } }),
      ...(StorageClass && { StorageClass }),
      ...makeEncryption(ReplicaKmsKeyId, SourceMultiRegionKey),
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

function makeEncryption(
  key: string | undefined,
  sourceMultiRegionKey = false,
): Pick<S3ReplicationRule['Destination'], 'EncryptionConfiguration'> {
  if (!key && !sourceMultiRegionKey) return {};
  return {
    EncryptionConfiguration: {
      ...(key && { ReplicaKmsKeyID: key }),
      ...(sourceMultiRegionKey && { UseSourceMultiRegionKey: ENABLED }),
    },
  };
}

const copyTags = (tags: readonly TagProperties[]) => tags.map((tag) => ({ ...tag }));

function makeExclusion(
  prefixes: readonly string[] = [], tags: readonly TagProperties[] = [],
): S3Exclusion | undefined {
  if (prefixes.length + tags.length === 0) return undefined;
  if (prefixes.length === 1 && tags.length === 0) return { Prefix: prefixes[0] };
  if (prefixes.length === 0 && tags.length === 1) return { Tag: { ...tags[0] } };
  return {
    Or: {
      ...(prefixes.length > 0 && { Prefixes: [...prefixes] }),
      ...(tags.length > 0 && { Tags: copyTags(tags) }),
    },
  };
}

function makeFilter(
  prefix: string | undefined, tags: readonly TagProperties[], exclusion: S3Exclusion | undefined,
): S3ReplicationFilter {
  if (exclusion !== undefined) {
    if (!prefix && tags.length === 0) return { Not: exclusion };
    const selected = { ...(prefix && { Prefix: prefix }), ...(tags.length > 0 && { Tags: copyTags(tags) }) };
    return { And: { ...selected, Not: exclusion } };
  }
  if (tags.length === 0) return { Prefix: prefix ?? '' };
  if (prefix === undefined && tags.length === 1) return { Tag: { ...tags[0] } };
  return { And: { ...(prefix !== undefined && { Prefix: prefix }), Tags: copyTags(tags) } };
}

/**
 * Spells a rule as in a CloudFormation template, where some names differ. CloudFormation does not support exclusions
 * yet. Their spelling follows the names of the other filters.
 */
export function toCloudFormationRule({ ID, Filter: { Tag, And, Not, ...filter }, ...rule }: S3ReplicationRule) {
  return {
    Id: ID,
    Filter: {
      ...filter,
      ...(Tag && { TagFilter: Tag }),
      ...(Not && { Not: toCloudFormationExclusion(Not) }),
      ...(And && {
        And: {
          ...(And.Prefix !== undefined && { Prefix: And.Prefix }),
          ...(And.Tags && { TagFilters: And.Tags }),
          ...(And.Not && { Not: toCloudFormationExclusion(And.Not) }),
        },
      }),
    },
    ...rule,
  };
}

function toCloudFormationExclusion({ Tag, Or, ...exclusion }: S3Exclusion) {
  return {
    ...exclusion,
    ...(Tag && { TagFilter: Tag }),
    ...(Or && {
      Or: { ...(Or.Prefixes && { Prefixes: Or.Prefixes }), ...(Or.Tags && { TagFilters: Or.Tags }) },
    }),
  };
}
