/** Who knows where buckets are. */
export interface BucketDirectory {
  /** The Region of the bucket of that account, or undefined if that account has no such bucket. */
  regionOf(bucket: string, accountId: string): Promise<string | undefined> | string | undefined;
}
