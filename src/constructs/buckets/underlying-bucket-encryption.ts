import { MRAP771_REGION_ENTRIES_MISMATCH } from '../../diagnostics/definitions/options';
import { MRAP412_REPLICA_KEY_REGION } from '../../diagnostics/definitions/replication';
import { type Finding } from '../../diagnostics/finding';
import { resolvedOrUndefined } from '../../validation/tokens';

/**
 * What else is to be said of keys.
 */
export interface UnderlyingBucketEncryptionOptions {
  /**
   * ARNs of keys that objects were encrypted with before, in any of the Regions. Grantees and the replication may go on decrypting with them.
   *
   * @default - none
   */
  readonly previousKeyArns?: string[];
}

/**
 * How the buckets encrypt what is written to them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 *
 * @example
 * UnderlyingBucketEncryption.kms();
 */
export class UnderlyingBucketEncryption {
  /**
   * With keys that S3 manages (SSE-S3), at no charge.
   */
  public static s3Managed(): UnderlyingBucketEncryption {
    return new UnderlyingBucketEncryption('none', false, undefined, []);
  }

  /**
   * With a key of its own in every Region (SSE-KMS), rotated every year, under one alias: `alias/<bucketNamePrefix>`. Bucket Keys keep the
   * number of requests to KMS low.
   *
   * A key that was retained comes back as `kmsKeys({ [region]: alias ARN })`.
   */
  public static kms(options: UnderlyingBucketEncryptionOptions = {}): UnderlyingBucketEncryption {
    return new UnderlyingBucketEncryption('kms', false, undefined, options.previousKeyArns ?? []);
  }

  /**
   * With given keys (SSE-KMS), by Region. Errors: MRAP771, MRAP412.
   *
   * @param keyArns by Region, the ARN of a key or of an alias there; aliases of one name keep policies short
   * @param options what else is to be said of keys
   */
  public static kmsKeys(keyArns: { [region: string]: string }, options: UnderlyingBucketEncryptionOptions = {}): UnderlyingBucketEncryption {
    return new UnderlyingBucketEncryption('kms', false, keyArns, options.previousKeyArns ?? []);
  }

  /**
   * With two layers (DSSE-KMS), under a key of its own in every Region.
   */
  public static dsse(options: UnderlyingBucketEncryptionOptions = {}): UnderlyingBucketEncryption {
    return new UnderlyingBucketEncryption('kms', true, undefined, options.previousKeyArns ?? []);
  }

  /**
   * With two layers (DSSE-KMS), under given keys. Errors: MRAP771, MRAP412.
   *
   * @param keyArns by Region, the ARN of a key or of an alias there; aliases of one name keep policies short
   * @param options what else is to be said of keys
   */
  public static dsseKeys(keyArns: { [region: string]: string }, options: UnderlyingBucketEncryptionOptions = {}): UnderlyingBucketEncryption {
    return new UnderlyingBucketEncryption('kms', true, keyArns, options.previousKeyArns ?? []);
  }

  private constructor(
    /** @internal */
    public readonly _by: 'none' | 'kms',
    /** @internal */
    public readonly _twoLayers: boolean,
    /** @internal */
    public readonly _givenKeys: { [region: string]: string } | undefined,
    private readonly previous: readonly string[],
  ) {}

  /**
   * The keys that objects of one Region were encrypted with before.
   *
   * @internal
   */
  public _previousKeys(region: string): string[] {
    return this.previous.filter((arn) => arn.split(':')[3] === region);
  }

  /** @internal */
  public _check(regions: readonly string[]): Finding[] {
    const given = Object.entries(this._givenKeys ?? {});
    const elsewhere = given.filter(([region, arn]) => resolvedOrUndefined(arn) !== undefined && arn.split(':')[3] !== region);
    return [
      ...(this._givenKeys === undefined ? [] : checkOnePerRegion('keys', given.map(([region]) => region), regions)),
      ...elsewhere.map(([region, arn]) => MRAP412_REPLICA_KEY_REGION.create({ problem: `given for region ${region} is ${JSON.stringify(arn)}`, expected: 'a key in that region' })),
    ];
  }
}

/** Row O21. */
export function checkOnePerRegion(what: string, given: readonly string[], regions: readonly string[]): Finding[] {
  const missing = regions.filter((region) => !given.includes(region));
  const extra = given.filter((region) => !regions.includes(region));
  return missing.length + extra.length === 0 ? [] : [MRAP771_REGION_ENTRIES_MISMATCH.create({ what, missing, extra })];
}
