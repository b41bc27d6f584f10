import { isDeepStrictEqual } from 'node:util';
import { Stack } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { checkBucketKey } from '../../diagnostics/checks/key-arns';
import { locksObjects } from '../../diagnostics/checks/object-lock';
import { MRAP448_KEY_NOT_DECLARED } from '../../diagnostics/definitions/keys';
import { MRAP759_IMPORTED_BUCKET_REGION_UNKNOWN } from '../../diagnostics/definitions/options';
import { MRAP226_BUCKET_RENAMED } from '../../diagnostics/definitions/underlying-buckets';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import {
  assertParameters, makeClassInstancePropertyKind, makeObjectWithMemberPropertyKind, OBJECT_PROPERTY_KIND,
  OPTIONAL_BOOLEAN_PROPERTY_KIND, OPTIONAL_TEXT_PROPERTY_KIND, TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { toTextUnlessToken } from '../../validation/tokens';
import { BucketConstructProperties, type RenderedBucketSettings } from './bucket-reflection';

/**
 * Options for an underlying bucket that is a construct.
 */
export interface UnderlyingBucketOptions {
  /**
   * The Region of the bucket, for example `eu-west-1`.
   *
   * @default - the Region of the stack that creates the bucket; required for an imported bucket
   */
  readonly region?: string;

  /**
   * The account that owns the bucket, as 12 digits.
   *
   * @default - the account of the stack that creates the bucket
   */
  readonly account?: string;

  /**
   * The KMS key that the bucket encrypts with, as key ARN or alias ARN.
   *
   * Grants on the access point include this key. For a key in another Region, specify the alias ARN, so that the
   * template does not depend on a lookup in that Region.
   *
   * @default - the key of the bucket construct if it is in the stack of the access point; otherwise no key
   */
  readonly encryptionKeyArn?: string;

  /**
   * Whether Object Lock is enabled on the bucket.
   *
   * Replication then includes the locks, and requires Object Lock on the source and on the destination.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default - the setting of the bucket construct
   */
  readonly objectLockEnabled?: boolean;
}

/**
 * Options for an underlying bucket that is given by its name.
 */
export interface UnderlyingBucketByNameOptions {
  /**
   * The account that owns the bucket, as 12 digits.
   *
   * @default - the account of the access point
   */
  readonly account?: string;

  /**
   * The KMS key that the bucket encrypts with, as key ARN or alias ARN.
   *
   * @default - no key
   */
  readonly encryptionKeyArn?: string;

  /**
   * Whether Object Lock is enabled on the bucket.
   *
   * Replication then includes the locks, and requires Object Lock on the source and on the destination.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default - not known, so synthesis does not compare the buckets
   */
  readonly objectLockEnabled?: boolean;
}

interface BucketDeclaration {
  readonly bucketName: string;
  readonly region: string;
  readonly account?: string;
  readonly encryptionKeyArn?: string;
}

/** Facts about an underlying bucket that are not public. */
interface BucketDetails {
  readonly construct?: refs.IBucketRef;
  readonly objectLockEnabled?: boolean;
  readonly previousKeyArns: string[];
}

const OPTION_KINDS = {
  account: OPTIONAL_TEXT_PROPERTY_KIND,
  encryptionKeyArn: OPTIONAL_TEXT_PROPERTY_KIND,
  objectLockEnabled: OPTIONAL_BOOLEAN_PROPERTY_KIND,
};

const DETAILS = new WeakInternals<UnderlyingBucket, BucketDetails>('UnderlyingBucket');

/**
 * An underlying bucket of a Multi-Region Access Point: its name, Region and owner account.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html
 *
 * @example
 * UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
 */
export class UnderlyingBucket {
  /**
   * Uses a bucket construct of this application: an L2 or an L1, in any stack.
   *
   * The library adds the delegation to its bucket policy, and the access point depends on the bucket. A bucket in the
   * stack of another Region needs a name that is known at synthesis.
   *
   * Throws MRAP759 for an imported bucket without the option `region`, because an imported bucket returns the Region of
   * the importing stack, and MRAP788 if the options contradict the stack that creates the bucket.
   *
   * @param bucket the bucket construct
   * @param options options that the library cannot read from the construct
   * @returns the bucket as a member of an access point
   */
  public static fromBucket(bucket: refs.IBucketRef, options: UnderlyingBucketOptions = {}): UnderlyingBucket {
    assertParameters('UnderlyingBucket.fromBucket', { bucket, options }, {
      bucket: makeObjectWithMemberPropertyKind('bucketRef', 'a bucket construct'), options: OBJECT_PROPERTY_KIND,
    });
    assertParameters('UnderlyingBucket.fromBucket', { ...options }, {
      region: OPTIONAL_TEXT_PROPERTY_KIND, ...OPTION_KINDS,
    });
    const { resource, fixedName } = new BucketConstructProperties(bucket);
    if (resource !== undefined) assertEnvironmentOfStack(bucket, options);
    const hasRegionOfStack = resource === undefined && bucket.env.region === Stack.of(bucket).region;
    if (options.region === undefined && hasRegionOfStack) {
      const label = toTextUnlessToken(bucket.bucketRef.bucketName) ?? bucket.node.path;
      throw new MrapValidationError([MRAP759_IMPORTED_BUCKET_REGION_UNKNOWN.create({ bucket: label })], bucket);
    }
    return new UnderlyingBucket({
      // The L2 returns a given name as a token. The plain text can be checked, and needs no lookup in another Region.
      bucketName: fixedName ?? bucket.bucketRef.bucketName,
      region: options.region ?? bucket.env.region,
      account: options.account ?? toTextUnlessToken(bucket.env.account),
      encryptionKeyArn: options.encryptionKeyArn,
    }, { construct: bucket, objectLockEnabled: options.objectLockEnabled, previousKeyArns: [] });
  }

  /**
   * Uses an existing bucket, or a bucket that another application creates.
   *
   * @param bucketName the name of the bucket
   * @param region the Region of the bucket, for example `eu-west-1`
   * @param options further facts about the bucket
   * @returns the bucket as a member of an access point
   */
  public static fromBucketName(
    bucketName: string, region: string, options: UnderlyingBucketByNameOptions = {},
  ): UnderlyingBucket {
    assertParameters('UnderlyingBucket.fromBucketName', { bucketName, region, options }, {
      bucketName: TEXT_PROPERTY_KIND, region: TEXT_PROPERTY_KIND, options: OBJECT_PROPERTY_KIND,
    });
    assertParameters('UnderlyingBucket.fromBucketName', { ...options }, OPTION_KINDS);
    const { account, encryptionKeyArn, objectLockEnabled } = options;
    return new UnderlyingBucket(
      { bucketName, region, account, encryptionKeyArn },
      { objectLockEnabled, previousKeyArns: [] },
    );
  }

  /**
   * The ARN of the bucket.
   */
  public readonly bucketArn: string;

  /**
   * The name of the bucket.
   */
  public readonly bucketName: string;

  /**
   * The Region of the bucket.
   */
  public readonly region: string;

  /**
   * The account that owns the bucket. Undefined if it is the account of the access point.
   */
  public readonly account?: string;

  /**
   * The KMS key that the bucket encrypts with, as key ARN or alias ARN.
   */
  public readonly encryptionKeyArn?: string;

  private constructor(declaration: BucketDeclaration, private readonly details: BucketDetails) {
    // Only the partition "aws" supports Multi-Region Access Points, and a literal keeps policies short.
    this.bucketArn = `arn:aws:s3:::${declaration.bucketName}`;
    this.bucketName = declaration.bucketName;
    this.region = declaration.region;
    this.account = declaration.account;
    this.encryptionKeyArn = declaration.encryptionKeyArn;
    DETAILS.set(this, this.details);
  }
}

/** CloudFormation creates a bucket in the Region and the account of its stack. */
function assertEnvironmentOfStack(bucket: refs.IBucketRef, options: UnderlyingBucketOptions): void {
  const findings = (['region', 'account'] as const).flatMap((property) => {
    const [given, expected] = [options[property], Stack.of(bucket)[property]].map(toTextUnlessToken);
    if (given === undefined || expected === undefined || given === expected) return [];
    return [MRAP788_INVALID_PROPERTY.create({
      property, got: `"${given}"`, expected: `"${expected}" like the stack of the bucket, or nothing`,
    })];
  });
  if (findings.length > 0) throw new MrapValidationError(findings, bucket);
}

/** The kind of a property that accepts an underlying bucket. */
export const UNDERLYING_BUCKET_PROPERTY_KIND = makeClassInstancePropertyKind(
  DETAILS, 'UnderlyingBucket, for example UnderlyingBucket.fromBucket(bucket)',
);

/** Registers keys that older objects of the bucket are encrypted with. */
export function addPreviousKeys(bucket: UnderlyingBucket, keyArns: readonly string[]): void {
  DETAILS.get(bucket).previousKeyArns.push(...keyArns);
}

/** Returns the keys that older objects of the bucket are encrypted with. */
export function getPreviousKeys(bucket: UnderlyingBucket): readonly string[] {
  return DETAILS.get(bucket).previousKeyArns;
}

/** Returns the construct of the bucket, or undefined if the bucket is given by its name. */
export function getBucketConstruct(bucket: UnderlyingBucket): refs.IBucketRef | undefined {
  return DETAILS.get(bucket).construct;
}

/** Reads the properties of the bucket construct. */
export function readBucketConstructProperties(bucket: UnderlyingBucket): BucketConstructProperties {
  return new BucketConstructProperties(getBucketConstruct(bucket));
}

/**
 * Returns whether Object Lock is enabled, or undefined if it is unknown.
 *
 * @param rendered the setting in the template, if the caller has read it
 */
export function hasObjectLock(bucket: UnderlyingBucket, rendered?: boolean): boolean | undefined {
  return DETAILS.get(bucket).objectLockEnabled ?? rendered
    ?? readBucketConstructProperties(bucket).readRenderedSettings().objectLockEnabled;
}

/** Returns whether the bucket is known to lock new objects by default. */
export function hasDefaultObjectLockRetention(bucket: UnderlyingBucket): boolean {
  const { defaultLock } = readBucketConstructProperties(bucket).readRenderedSettings();
  return defaultLock !== undefined && locksObjects(defaultLock);
}

/** Makes the name that all messages use for the bucket. */
export function makeBucketLabel(bucket: UnderlyingBucket): string {
  return toTextUnlessToken(bucket.bucketName) ?? getBucketConstruct(bucket)?.node.path ?? '(unknown)';
}

/**
 * Returns whether two members are the same bucket. The comparison of all constructs reports two constructs that create
 * buckets of one name.
 */
export function isSameBucket(first: UnderlyingBucket, second: UnderlyingBucket): boolean {
  const created = [first, second].flatMap((bucket) => readBucketConstructProperties(bucket).resource ?? []);
  return first.bucketName === second.bucketName && new Set(created).size < 2;
}

/** Returns whether the bucket belongs to another account than the stack of `scope`. */
export function isForeignBucket(scope: IConstruct, bucket: UnderlyingBucket): boolean {
  return bucket.account !== undefined && bucket.account !== Stack.of(scope).account;
}

/** The construct that checks the name and the key of a bucket: the first one with the bucket. A check renders it. */
const CHECKERS = new WeakMap<UnderlyingBucket, IConstruct>();

/** Returns whether no other construct checks the name and the key of the bucket. */
export function isCheckedBy(scope: IConstruct, bucket: UnderlyingBucket): boolean {
  const checker = CHECKERS.get(bucket) ?? scope;
  CHECKERS.set(bucket, checker);
  return checker === scope;
}

/**
 * Checks whether an aspect or an override renamed the bucket (MRAP226) or encrypts it with another key (MRAP448). Runs
 * on the complete tree.
 */
export function checkRenderedBucket(
  bucket: UnderlyingBucket, settings = readBucketConstructProperties(bucket).readRenderedSettings(),
): Finding[] {
  return [...checkRenamedBucket(bucket, settings), ...checkDeclaredKey(bucket, settings)];
}

function checkRenamedBucket(bucket: UnderlyingBucket, { name: renamed }: RenderedBucketSettings): Finding[] {
  const declared = toTextUnlessToken(bucket.bucketName);
  if (declared === undefined || renamed === undefined || declared === renamed) return [];
  return [MRAP226_BUCKET_RENAMED.create({ bucket: getBucketConstruct(bucket)!.node.path, declared, renamed })];
}

/** The key of a declared alias is unknown without its construct, and the ARN of a key by its id is unknown. */
function checkDeclaredKey(bucket: UnderlyingBucket, { key }: RenderedBucketSettings): Finding[] {
  const { encryptionKey, resource } = readBucketConstructProperties(bucket);
  const { encryptionKeyArn: arn } = bucket;
  const isAlias = arn !== undefined && encryptionKey === undefined;
  const isId = typeof key === 'string' && !key.startsWith('arn:');
  if (resource === undefined || key === undefined || isAlias || isId) return [];
  const { stack } = resource;
  if ([arn, encryptionKey?.keyArn].some((expected) => isDeepStrictEqual(stack.resolve(expected), key))) return [];
  const declared = toTextUnlessToken(arn) ?? encryptionKey?.node.path;
  return [MRAP448_KEY_NOT_DECLARED.create({ bucket: makeBucketLabel(bucket), key: JSON.stringify(key), declared })];
}

/** Checks the key of the bucket, if its ARN is known (MRAP412). */
export function checkEncryptionKey(bucket: UnderlyingBucket): Finding[] {
  return checkBucketKey(
    makeBucketLabel(bucket), toTextUnlessToken(bucket.region), toTextUnlessToken(bucket.encryptionKeyArn),
  );
}
