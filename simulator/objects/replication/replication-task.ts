/** A copy of an object version, of a delete marker, or of changed values of a version. */
export interface ReplicationTask {
  readonly kind: 'object' | 'delete-marker' | 'values';
  readonly source: string;
  readonly destination: string;
  readonly ruleId: string;
  readonly key: string;
  readonly versionId: string;
  /** The role with whose permissions S3 copies. */
  readonly role: string;
  /** The KMS key with which the rule encrypts replicas. */
  readonly replicaKey?: string;
  readonly bytes: number;
  readonly queuedAt: number;
  readonly dueAt: number;
}

/** A task that failed. S3 does not repeat it. */
export interface ReplicationFailure extends ReplicationTask {
  readonly failedAt: number;
  /** The reason, as in the events of S3. */
  readonly code: string;
}
