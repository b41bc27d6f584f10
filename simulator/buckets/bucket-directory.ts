/** Finds the Regions of buckets. */
export interface BucketDirectory {
  /** Returns the Region of a bucket, or undefined if the account does not own such a bucket. */
  findRegion(bucket: string, accountId: string): Promise<string | undefined> | string | undefined;
}
