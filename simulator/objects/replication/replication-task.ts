/** A copy of an object version, of a delete marker, or of changed values of a version. */
export interface ReplicationTask {
  readonly kind: 'object' | 'delete-marker' | 'values';
  readonly source: string;
  readonly destination: string;
  readonly ruleId: string;
  readonly key: string;
  readonly versionId: string;
  /** The role of the replication rules, with whose permissions S3 copies. */
  readonly role: string;
  /** The role of the batch job that initiates the copy. */
  readonly jobRole?: string;
  /** The KMS key with which the rule encrypts replicas. */
  readonly replicaKey?: string;
  readonly bytes: number;
  readonly queuedAt: number;
  readonly dueAt: number;
}

/** The failure of a copy. */
export interface CopyFailure {
  /** The failure reason, as in the events of S3. */
  readonly code: string;
  /** Names the missing permission, or the key that is not enabled. */
  readonly reason?: string;
}

/** A task that failed. S3 does not repeat it. */
export interface ReplicationFailure extends ReplicationTask, CopyFailure {
  readonly failedAt: number;
}
