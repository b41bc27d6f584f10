/**
 * What becomes of objects that were there before the rules: rules apply only to what is written after them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html
 *
 * @example
 * ExistingObjects.allowBatchReplication();
 */
export class ExistingObjects {
  /**
   * They stay where they are.
   */
  public static ignore(): ExistingObjects {
    return new ExistingObjects(false);
  }

  /**
   * S3 Batch Operations may assume the role of the replication and replicate them. The job is yours to start; where its manifest and reports
   * go, `role` of the replication must be granted to write.
   */
  public static allowBatchReplication(): ExistingObjects {
    return new ExistingObjects(true);
  }

  private constructor(
    /** @internal */
    public readonly _batch: boolean,
  ) {}
}
