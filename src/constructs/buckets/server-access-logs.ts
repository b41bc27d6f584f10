import type * as s3 from 'aws-cdk-lib/aws-s3';
import { type Finding } from '../../diagnostics/finding';
import { checkOnePerRegion } from './underlying-bucket-encryption';

/**
 * Where the buckets write down who has asked for what. Requests through an access point are in the log of the bucket that answered.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 *
 * @example
 * ServerAccessLogs.managed();
 */
export class ServerAccessLogs {
  /**
   * To a bucket of its own in every Region: `<bucketNamePrefix>-logs-<region>`, or with the account's namespace, its name there.
   */
  public static managed(): ServerAccessLogs {
    return new ServerAccessLogs();
  }

  /**
   * To buckets that are there. Errors: MRAP771.
   *
   * @param buckets by Region, a bucket there of the same account, whose policy lets S3 deliver logs
   */
  public static perRegion(buckets: { [region: string]: s3.IBucket }): ServerAccessLogs {
    return new ServerAccessLogs(buckets);
  }

  private constructor(
    /** @internal */
    public readonly _buckets?: { [region: string]: s3.IBucket },
  ) {}

  /** @internal */
  public _makesBuckets(): boolean {
    return this._buckets === undefined;
  }

  /** @internal */
  public _check(regions: readonly string[]): Finding[] {
    return this._buckets === undefined ? [] : checkOnePerRegion('log buckets', Object.keys(this._buckets), regions);
  }
}
