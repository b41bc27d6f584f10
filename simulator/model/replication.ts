/** The replication configuration of a bucket, with the names of the S3 API. */
export interface ReplicationConfiguration {
  readonly Role: string;
  readonly Rules: readonly ReplicationRule[];
}

export type RuleStatus = 'Enabled' | 'Disabled';

export interface ReplicationRule {
  readonly ID?: string;
  readonly Priority?: number;
  /** For the first version of the schema, which has no filter. */
  readonly Prefix?: string;
  readonly Filter?: ReplicationFilter;
  readonly Status: RuleStatus;
  readonly SourceSelectionCriteria?: {
    readonly SseKmsEncryptedObjects?: { readonly Status: RuleStatus };
    readonly ReplicaModifications?: { readonly Status: RuleStatus };
  };
  readonly ExistingObjectReplication?: { readonly Status: RuleStatus };
  readonly Destination: ReplicationDestination;
  readonly DeleteMarkerReplication?: { readonly Status: RuleStatus };
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface ReplicationFilter {
  readonly Prefix?: string;
  readonly Tag?: Tag;
  readonly And?: { readonly Prefix?: string; readonly Tags?: readonly Tag[]; readonly Not?: ReplicationExclusion };
  readonly Not?: ReplicationExclusion;
}

/** A filter of objects that a rule does not replicate. */
export interface ReplicationExclusion {
  readonly Prefix?: string;
  readonly Tag?: Tag;
  readonly Or?: { readonly Prefixes?: readonly string[]; readonly Tags?: readonly Tag[] };
}

export interface ReplicationDestination {
  readonly Bucket: string;
  readonly Account?: string;
  readonly StorageClass?: string;
  readonly AccessControlTranslation?: { readonly Owner: string };
  readonly EncryptionConfiguration?: {
    readonly ReplicaKmsKeyID?: string;
    readonly UseSourceMultiRegionKey?: { readonly Status: RuleStatus };
  };
  readonly ReplicationTime?: { readonly Status: RuleStatus; readonly Time: { readonly Minutes: number } };
  readonly Metrics?: { readonly Status: RuleStatus; readonly EventThreshold?: { readonly Minutes: number } };
}
