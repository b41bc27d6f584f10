/** The replication configuration of a bucket, as S3's API has it. */
export interface ReplicationConfiguration {
  readonly Role: string;
  readonly Rules: readonly ReplicationRule[];
}

export type Switch = 'Enabled' | 'Disabled';

export interface ReplicationRule {
  readonly ID?: string;
  readonly Priority?: number;
  /** Of the first version of rules, which have no filter. */
  readonly Prefix?: string;
  readonly Filter?: ReplicationFilter;
  readonly Status: Switch;
  readonly SourceSelectionCriteria?: {
    readonly SseKmsEncryptedObjects?: { readonly Status: Switch };
    readonly ReplicaModifications?: { readonly Status: Switch };
  };
  readonly ExistingObjectReplication?: { readonly Status: Switch };
  readonly Destination: ReplicationDestination;
  readonly DeleteMarkerReplication?: { readonly Status: Switch };
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface ReplicationFilter {
  readonly Prefix?: string;
  readonly Tag?: Tag;
  readonly And?: { readonly Prefix?: string; readonly Tags?: readonly Tag[] };
}

export interface ReplicationDestination {
  readonly Bucket: string;
  readonly Account?: string;
  readonly StorageClass?: string;
  readonly AccessControlTranslation?: { readonly Owner: string };
  readonly EncryptionConfiguration?: { readonly ReplicaKmsKeyID?: string };
  readonly ReplicationTime?: { readonly Status: Switch; readonly Time: { readonly Minutes: number } };
  readonly Metrics?: { readonly Status: Switch; readonly EventThreshold?: { readonly Minutes: number } };
}
