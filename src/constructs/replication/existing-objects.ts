import { makeClassInstancePropertyKind } from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';

type Handling = 'ignore' | 'allow-batch-replication';

const HANDLINGS = new WeakInternals<ExistingObjects, Handling>('ExistingObjects');

/**
 * How to handle objects that predate the replication rules. Rules apply only to new objects.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-batch-replication-batch.html
 *
 * @example
 * ExistingObjects.allowBatchReplication();
 */
export class ExistingObjects {
  /**
   * Existing objects are not replicated.
   *
   * @returns the handling of existing objects
   */
  public static ignore(): ExistingObjects {
    return new ExistingObjects('ignore');
  }

  /**
   * Allows S3 Batch Operations to replicate existing objects with the role of the replication.
   *
   * You start the job. Grant the `role` of the replication permission to write to the buckets of the job's manifest and
   * reports.
   *
   * @returns the handling of existing objects
   */
  public static allowBatchReplication(): ExistingObjects {
    return new ExistingObjects('allow-batch-replication');
  }

  private constructor(private readonly handling: Handling) {
    HANDLINGS.set(this, this.handling);
  }
}

/** The kind of a property that accepts this class. */
export const EXISTING_OBJECTS_PROPERTY_KIND = makeClassInstancePropertyKind(HANDLINGS, 'an ExistingObjects');

/** Returns whether S3 Batch Operations may use the role of the replication. */
export function usesBatchReplication(existingObjects: ExistingObjects): boolean {
  return HANDLINGS.get(existingObjects) === 'allow-batch-replication';
}
