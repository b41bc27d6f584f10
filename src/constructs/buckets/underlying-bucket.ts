import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource, Stack, Token } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { makeBucketName } from '../../diagnostics/checks/bucket-prefix';
import { MRAP759_IMPORTED_BUCKET_REGION_UNKNOWN } from '../../diagnostics/definitions/options';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { isStackIndependent } from '../../validation/stack-independence';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type GrantedKey } from './key-statements';

/**
 * What the library cannot read from a bucket construct by itself.
 */
export interface UnderlyingBucketOptions {
  /**
   * The Region of the bucket, as a code like `eu-west-1`.
   *
   * @default - the Region of the stack that makes the bucket; required for an imported bucket
   */
  readonly region?: string;

  /**
   * The account that owns the bucket, as 12 digits.
   *
   * @default - the account of the stack that makes the bucket
   */
  readonly account?: string;

  /**
   * The KMS key that the bucket encrypts with, as key ARN or alias ARN.
   *
   * Grants on the access point allow it too. Give the alias ARN of a key in another Region: nothing in a template should be looked up there.
   *
   * @default - the key of the bucket construct, where it is in the stack of the access point; else none
   */
  readonly encryptionKeyArn?: string;

  /**
   * Whether Object Lock is enabled on the bucket: replication then takes the locks along, and needs Object Lock on both sides.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default - what the bucket construct says
   */
  readonly objectLockEnabled?: boolean;
}

/**
 * What the library cannot know of a bucket that it sees by name only.
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
   * @default - none
   */
  readonly encryptionKeyArn?: string;

  /**
   * Whether Object Lock is enabled on the bucket: replication then takes the locks along, and needs Object Lock on both sides.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default - not enabled
   */
  readonly objectLockEnabled?: boolean;
}

/**
 * A bucket behind a Multi-Region Access Point: which, where, whose.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html
 *
 * @example
 * UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
 */
export class UnderlyingBucket {
  /**
   * A bucket that is a construct of this application, be it an L2 or an L1, in any stack.
   *
   * Its bucket policy gets the delegation of the access point, and the access point depends on it. A bucket in another Region's stack needs a
   * name known at synthesis.
   *
   * Throws MRAP759 for an imported bucket whose Region is not given: it reports the Region of the importing stack, wherever it is.
   */
  public static fromBucket(bucket: refs.IBucketRef, options: UnderlyingBucketOptions = {}): UnderlyingBucket {
    const resource = bucketResource(bucket);
    if (options.region === undefined && resource === undefined && bucket.env.region === Stack.of(bucket).region) {
      throw new MrapValidationError([MRAP759_IMPORTED_BUCKET_REGION_UNKNOWN.create({ bucket: resolvedOrUndefined(bucket.bucketRef.bucketName) ?? bucket.node.path })], bucket);
    }
    return new UnderlyingBucket(
      // The L2 hides a given name behind a token; as text it can be checked, and needs no look-up in another Region.
      (resource && givenName(resource)) ?? bucket.bucketRef.bucketName,
      options.region ?? bucket.env.region,
      options.account ?? resolvedOrUndefined(bucket.env.account),
      options.encryptionKeyArn,
      bucket,
      options.objectLockEnabled,
    );
  }

  /**
   * A bucket that is there already, or that something else makes.
   */
  public static fromBucketName(bucketName: string, region: string, options: UnderlyingBucketByNameOptions = {}): UnderlyingBucket {
    return new UnderlyingBucket(bucketName, region, options.account, options.encryptionKeyArn, undefined, options.objectLockEnabled);
  }

  /**
   * A bucket whose objects may be encrypted with keys of before.
   *
   * @internal
   */
  public static _withPreviousKeys(bucket: refs.IBucketRef, options: UnderlyingBucketOptions, previousKeyArns: readonly string[]): UnderlyingBucket {
    const { bucketName, region, account, encryptionKeyArn, _construct, objectLockEnabled } = UnderlyingBucket.fromBucket(bucket, options);
    return new UnderlyingBucket(bucketName, region, account, encryptionKeyArn, _construct, objectLockEnabled, previousKeyArns);
  }

  /**
   * The ARN of the bucket.
   */
  public readonly bucketArn: string;

  private constructor(
    /**
     * The name of the bucket.
     */
    public readonly bucketName: string,
    /**
     * The Region of the bucket.
     */
    public readonly region: string,
    /**
     * The account that owns the bucket; undefined where it is the account of the access point.
     */
    public readonly account?: string,
    /**
     * The KMS key that the bucket encrypts with, as key ARN or alias ARN.
     */
    public readonly encryptionKeyArn?: string,
    /** @internal */
    public readonly _construct?: refs.IBucketRef,
    private readonly objectLockEnabled?: boolean,
    private readonly previousKeyArns: readonly string[] = [],
  ) {
    // No other partition has Multi-Region Access Points; a literal keeps policies short.
    this.bucketArn = `arn:aws:s3:::${bucketName}`;
  }

  /**
   * The ARN of the key for statements in a template of `scope`; undefined where there is none or it cannot be named there.
   *
   * @internal
   */
  public _keyArnIn(scope: IConstruct): string | undefined {
    const arn = this.encryptionKeyArn ?? encryptionKeyOf(this._construct)?.keyArn;
    const elsewhere = this._construct !== undefined && Stack.of(this._construct) !== Stack.of(scope);
    return arn === undefined || (elsewhere && !isStackIndependent(this._construct, arn)) ? undefined : arn;
  }

  /**
   * All keys that objects of the bucket may be encrypted with, for statements in a template of `scope`.
   *
   * @internal
   */
  public _grantedKeysIn(scope: IConstruct): GrantedKey[] {
    const { region, previousKeyArns } = this;
    const arn = this._keyArnIn(scope);
    return [...(arn === undefined ? [] : [{ arn, region }]), ...previousKeyArns.map((previous) => ({ arn: previous, region, decryptOnly: true }))];
  }

  /**
   * The key that this application makes for the bucket.
   *
   * @internal
   */
  public _ownKey(): kms.IKey | undefined {
    return encryptionKeyOf(this._construct);
  }

  /**
   * Whether Object Lock is on; undefined where nothing is known.
   *
   * @internal
   */
  public _objectLock(): boolean | undefined {
    if (this.objectLockEnabled !== undefined) return this.objectLockEnabled;
    const resource = this._resource();
    return resource && resource.objectLockEnabled === true;
  }

  /**
   * For how long objects are locked unless they say otherwise, as text; undefined where nothing is known.
   *
   * @internal
   */
  public _defaultRetention(): string | undefined {
    const configuration = this._resource()?.objectLockConfiguration;
    if (this._resource() === undefined || Token.isUnresolved(configuration)) return undefined;
    const { rule } = (configuration ?? {}) as s3.CfnBucket.ObjectLockConfigurationProperty;
    return Token.isUnresolved(rule) ? undefined : retentionText((rule as s3.CfnBucket.ObjectLockRuleProperty | undefined)?.defaultRetention);
  }

  /**
   * Whether versioning is on; undefined where nothing is known.
   *
   * @internal
   */
  public _versioned(): boolean | undefined {
    const configuration = this._resource()?.versioningConfiguration;
    if (this._resource() === undefined || Token.isUnresolved(configuration)) return undefined;
    return (configuration as s3.CfnBucket.VersioningConfigurationProperty | undefined)?.status === 'Enabled';
  }

  /**
   * The resource, where this application makes the bucket.
   *
   * @internal
   */
  public _resource(): s3.CfnBucket | undefined {
    return this._construct && bucketResource(this._construct);
  }

  /**
   * A name for messages, by which all constructs know the same bucket.
   *
   * @internal
   */
  public _label(): string {
    return resolvedOrUndefined(this.bucketName) ?? this._construct?.node.path ?? '(unknown)';
  }

  /**
   * Whether the bucket belongs to another account than the stack of `scope`.
   *
   * @internal
   */
  public _isForeignTo(scope: IConstruct): boolean {
    const { account } = this;
    return account !== undefined && account !== Stack.of(scope).account;
  }

  /**
   * Whether objects of the bucket are encrypted with a key of KMS.
   *
   * @internal
   */
  public _isEncrypted(): boolean {
    const declared = this._resource()?.bucketEncryption;
    return (this.encryptionKeyArn ?? encryptionKeyOf(this._construct)) !== undefined || /"aws:kms/.test(JSON.stringify(declared) ?? '');
  }

  /**
   * Whether the bucket is encrypted with a key that a template of `scope` cannot name.
   *
   * @internal
   */
  public _hasUnknownKeyIn(scope: IConstruct): boolean {
    return encryptionKeyOf(this._construct) !== undefined && this._keyArnIn(scope) === undefined;
  }
}

function retentionText(retention: s3.CfnBucket.ObjectLockRuleProperty['defaultRetention']): string | undefined {
  if (Token.isUnresolved(retention)) return undefined;
  const { mode, days, years } = (retention ?? {}) as s3.CfnBucket.DefaultRetentionProperty;
  return mode === undefined ? 'none' : `${mode} ${days === undefined ? `${years} years` : `${days} days`}`;
}

/** The name of a bucket as far as it needs no look-up: as it was given, or as the namespace of the account makes it. */
function givenName(resource: s3.CfnBucket): string | undefined {
  const { bucketName, bucketNamePrefix: prefix, bucketNamespace: namespace, stack } = resource;
  if (prefix !== undefined && namespace === s3.BucketNamespace.ACCOUNT_REGIONAL) return makeBucketName(prefix, stack.region, stack.account);
  return bucketName !== undefined && isStackIndependent(resource, bucketName) ? bucketName : undefined;
}

/** The resource of a bucket that this application makes; undefined for one that it imports. */
export function bucketResource(bucket: IConstruct): s3.CfnBucket | undefined {
  const candidate = CfnResource.isCfnResource(bucket) ? bucket : bucket.node.defaultChild;
  return candidate && s3.CfnBucket.isCfnBucket(candidate) ? candidate : undefined;
}

function encryptionKeyOf(bucket: refs.IBucketRef | undefined) {
  return (bucket as Partial<s3.IBucket> | undefined)?.encryptionKey;
}
