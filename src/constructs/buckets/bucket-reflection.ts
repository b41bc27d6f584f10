import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource, Token } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { makeBucketName } from '../../diagnostics/checks/bucket-prefix';
import { isStackIndependent } from '../../validation/stack-independence';

const NO_RETENTION = 'none';

/** The template of one resource, with all overrides. */
interface RenderedResource {
  readonly Resources: Readonly<Record<string, { readonly Properties: { readonly MultiRegion?: unknown } }>>;
}

/** Properties that this library reads from a bucket construct: an L2, an L1 or an imported bucket. */
export class BucketReflection {
  /** The L1 of a bucket that this application creates. Undefined for an imported bucket or without a construct. */
  public readonly resource: s3.CfnBucket | undefined;

  constructor(private readonly construct: refs.IBucketRef | undefined) {
    this.resource = construct && findBucketResource(construct);
  }

  /** The name as plain text. Undefined if only a reference to the resource contains it. */
  public get fixedName(): string | undefined {
    if (this.resource === undefined) return undefined;
    const { bucketName, bucketNamePrefix: prefix, bucketNamespace: namespace, stack } = this.resource;
    if (prefix !== undefined && namespace === s3.BucketNamespace.ACCOUNT_REGIONAL) {
      return makeBucketName(prefix, stack.region, stack.account);
    }
    return bucketName !== undefined && isStackIndependent(this.resource, bucketName) ? bucketName : undefined;
  }

  /** The KMS key construct that the bucket encrypts with. */
  public get encryptionKey(): kms.IKey | undefined {
    return (this.construct as Partial<s3.IBucket> | undefined)?.encryptionKey;
  }

  /** Whether the key that the application creates is a multi-Region key. Undefined if it is unknown. */
  public get createsMultiRegionKey(): boolean | undefined {
    const resource = this.encryptionKey?.node.defaultChild;
    if (!CfnResource.isCfnResource(resource) || resource.cfnResourceType !== kms.CfnKey.CFN_RESOURCE_TYPE_NAME) {
      return undefined;
    }
    const { Resources: resources } = resource.stack.resolve(resource._toCloudFormation()) as RenderedResource;
    const [{ Properties: { MultiRegion: multiRegion = false } }] = Object.values(resources);
    return typeof multiRegion === 'boolean' ? multiRegion : undefined;
  }

  /** Whether the bucket encrypts with KMS. */
  public get usesKms(): boolean {
    const declared = JSON.stringify(this.resource?.bucketEncryption) as string | undefined;
    return this.encryptionKey !== undefined || /"aws:kms/.test(declared ?? '');
  }

  /** Whether Object Lock is enabled. Undefined if it is unknown. */
  public get objectLockEnabled(): boolean | undefined {
    return this.resource && this.resource.objectLockEnabled === true;
  }

  /** Whether versioning is enabled. Undefined if it is unknown. */
  public get versioned(): boolean | undefined {
    const configuration = this.resource?.versioningConfiguration;
    if (this.resource === undefined || Token.isUnresolved(configuration)) return undefined;
    return (configuration as s3.CfnBucket.VersioningConfigurationProperty | undefined)?.status === 'Enabled';
  }

  /** Whether the bucket locks new objects by default. Undefined if it is unknown. */
  public get locksByDefault(): boolean | undefined {
    const { defaultRetention } = this;
    return defaultRetention === undefined ? undefined : defaultRetention !== NO_RETENTION;
  }

  /** The default retention of Object Lock as text. Undefined if it is unknown. */
  public get defaultRetention(): string | undefined {
    const configuration = this.resource?.objectLockConfiguration;
    if (this.resource === undefined || Token.isUnresolved(configuration)) return undefined;
    const { rule } = (configuration ?? {}) as s3.CfnBucket.ObjectLockConfigurationProperty;
    if (Token.isUnresolved(rule)) return undefined;
    return renderRetention((rule as s3.CfnBucket.ObjectLockRuleProperty | undefined)?.defaultRetention);
  }
}

/** The oldest supported aws-cdk-lib does not have the event hold. */
type DefaultRetention = s3.CfnBucket.DefaultRetentionProperty & {
  readonly defaultEventHold?: { readonly days?: number; readonly years?: number };
};

function renderRetention(retention: s3.CfnBucket.ObjectLockRuleProperty['defaultRetention']): string | undefined {
  if (Token.isUnresolved(retention)) return undefined;
  const { mode, defaultEventHold: hold, ...period } = (retention ?? {}) as DefaultRetention;
  if (mode === undefined && hold === undefined) return NO_RETENTION;
  const holdText = hold === undefined ? '' : `, event hold ${renderPeriod(hold)}`;
  return `${mode} ${renderPeriod(period)}${holdText}`;
}

function renderPeriod({ days, years }: { readonly days?: number; readonly years?: number }): string {
  return days === undefined ? `${years} years` : `${days} days`;
}

function findBucketResource(bucket: IConstruct): s3.CfnBucket | undefined {
  const candidate = CfnResource.isCfnResource(bucket) ? bucket : bucket.node.defaultChild;
  return candidate && s3.CfnBucket.isCfnBucket(candidate) ? candidate : undefined;
}
