import { checkKeyArn, parseKeyRegion } from '../../diagnostics/checks/key-arns';
import { type Finding } from '../../diagnostics/finding';
import {
  assertParameters, makeClassInstancePropertyKind, OBJECT_PROPERTY_KIND, OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND,
  OPTIONAL_TEXT_MAP_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { toTextUnlessToken } from '../../validation/tokens';
import { checkRegionalEntries } from './regional-entries';

/**
 * Options for the encryption of the buckets.
 */
export interface UnderlyingBucketEncryptionOptions {
  /**
   * ARNs of keys that older objects are encrypted with, in any of the Regions.
   *
   * Grantees can continue to decrypt with these keys. The replication can, too, unless S3 manages the present keys: S3
   * replicates no object with KMS encryption to a bucket without a KMS key.
   *
   * @default - no previous keys
   */
  readonly previousKeyArns?: string[];
}

type RegionalArns = { readonly [region: string]: string };

/** The settings behind an `UnderlyingBucketEncryption`. */
export type EncryptionSettings =
  | { readonly kind: 'sse-s3'; readonly previousKeyArns: readonly string[] }
  | {
    readonly kind: 'kms';
    readonly layers: 1 | 2;
    /** The keys by Region. Without them, the library creates a key in every Region. */
    readonly givenKeyArns?: RegionalArns;
    readonly previousKeyArns: readonly string[];
  };

type KmsSettings = Extract<EncryptionSettings, { kind: 'kms' }>;

const SETTINGS = new WeakInternals<UnderlyingBucketEncryption, EncryptionSettings>('UnderlyingBucketEncryption');

/**
 * The default encryption of the buckets.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/serv-side-encryption.html
 *
 * @example
 * UnderlyingBucketEncryption.kms();
 */
export class UnderlyingBucketEncryption {
  /**
   * Encrypts with keys that S3 manages (SSE-S3), without additional charges.
   *
   * If the buckets were encrypted with KMS keys before, specify these keys as `previousKeyArns`. Errors: MRAP412.
   *
   * @param options options for buckets that were encrypted with KMS keys before
   * @returns the encryption of the buckets
   */
  public static s3Managed(options: UnderlyingBucketEncryptionOptions = {}): UnderlyingBucketEncryption {
    assertParameters('UnderlyingBucketEncryption', { options, ...options }, {
      options: OBJECT_PROPERTY_KIND, previousKeyArns: OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND,
    });
    return new UnderlyingBucketEncryption({ kind: 'sse-s3', previousKeyArns: options.previousKeyArns ?? [] });
  }

  /**
   * Encrypts with a new KMS key in every Region (SSE-KMS).
   *
   * KMS rotates the keys every year. All keys have the same alias, `alias/<bucketNamePrefix>`. S3 Bucket Keys reduce
   * the number of KMS requests. To use a retained key again, specify `kmsKeys({ [region]: alias ARN })`.
   *
   * @param options options for the keys
   * @returns the encryption of the buckets
   */
  public static kms(options: UnderlyingBucketEncryptionOptions = {}): UnderlyingBucketEncryption {
    return UnderlyingBucketEncryption.withKms(1, undefined, options);
  }

  /**
   * Encrypts with existing KMS keys (SSE-KMS). Errors: MRAP771, MRAP412.
   *
   * @param keyArns for each Region, the ARN of a key or alias in this Region; use the same alias name in all Regions to
   * keep policies short
   * @param options options for the keys
   * @returns the encryption of the buckets
   */
  public static kmsKeys(
    keyArns: { [region: string]: string }, options: UnderlyingBucketEncryptionOptions = {},
  ): UnderlyingBucketEncryption {
    return UnderlyingBucketEncryption.withKms(1, keyArns, options);
  }

  /**
   * Encrypts in two layers with a new KMS key in every Region (DSSE-KMS).
   *
   * @param options options for the keys
   * @returns the encryption of the buckets
   */
  public static dsse(options: UnderlyingBucketEncryptionOptions = {}): UnderlyingBucketEncryption {
    return UnderlyingBucketEncryption.withKms(2, undefined, options);
  }

  /**
   * Encrypts in two layers with existing KMS keys (DSSE-KMS). Errors: MRAP771, MRAP412.
   *
   * @param keyArns for each Region, the ARN of a key or alias in this Region; use the same alias name in all Regions to
   * keep policies short
   * @param options options for the keys
   * @returns the encryption of the buckets
   */
  public static dsseKeys(
    keyArns: { [region: string]: string }, options: UnderlyingBucketEncryptionOptions = {},
  ): UnderlyingBucketEncryption {
    return UnderlyingBucketEncryption.withKms(2, keyArns, options);
  }

  private static withKms(
    layers: 1 | 2, givenKeyArns: RegionalArns | undefined, options: UnderlyingBucketEncryptionOptions,
  ): UnderlyingBucketEncryption {
    assertParameters('UnderlyingBucketEncryption', { options, keyArns: givenKeyArns, ...options }, {
      options: OBJECT_PROPERTY_KIND,
      keyArns: OPTIONAL_TEXT_MAP_PROPERTY_KIND,
      previousKeyArns: OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND,
    });
    const { previousKeyArns = [] } = options;
    return new UnderlyingBucketEncryption({ kind: 'kms', layers, givenKeyArns, previousKeyArns });
  }

  private constructor(private readonly settings: EncryptionSettings) {
    SETTINGS.set(this, this.settings);
  }
}

/** The kind of a property that accepts this class. */
export const ENCRYPTION_PROPERTY_KIND = makeClassInstancePropertyKind(SETTINGS, 'an UnderlyingBucketEncryption');

/** Returns the settings of an encryption. */
export function getEncryptionSettings(encryption: UnderlyingBucketEncryption): EncryptionSettings {
  return SETTINGS.get(encryption);
}

/** Lists the keys in a Region that older objects are encrypted with. */
export function listPreviousKeys({ previousKeyArns }: EncryptionSettings, region: string): string[] {
  return previousKeyArns.filter((arn) => parseKeyRegion(arn) === region);
}

/** Checks that each Region has a key in the same Region, and the ARNs of previous keys (MRAP771, MRAP412). */
export function checkEncryption(encryption: UnderlyingBucketEncryption, regions: readonly string[]): Finding[] {
  const settings = SETTINGS.get(encryption);
  const previous = settings.previousKeyArns.filter((arn) => toTextUnlessToken(arn) !== undefined);
  return [
    ...(settings.kind === 'kms' ? checkGivenKeys(settings, regions) : []),
    ...previous.flatMap((arn) => checkKeyArn({ property: 'previousKeyArns', region: undefined, arn })),
  ];
}

function checkGivenKeys({ layers, givenKeyArns }: KmsSettings, regions: readonly string[]): Finding[] {
  if (givenKeyArns === undefined) return [];
  const property = layers === 1 ? 'kmsKeys' : 'dsseKeys';
  const known = Object.entries(givenKeyArns).filter(([, arn]) => toTextUnlessToken(arn) !== undefined);
  return [
    ...checkRegionalEntries('keys', givenKeyArns, regions),
    ...known.flatMap(([region, arn]) => checkKeyArn({ property, region, arn })),
  ];
}
