import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { makeBucketName } from '../../diagnostics/checks/bucket-prefix';
import { type DefaultLock, readDefaultLock, readObjectLock } from '../../diagnostics/checks/object-lock';
import { isStackIndependent } from '../../validation/stack-independence';

/** Properties that this library reads from a bucket construct: an L2, an L1 or an imported bucket. */
export class BucketConstructProperties {
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

  /**
   * The name in the template as plain text, with all overrides. Undefined if it is unknown, or if the name is not a
   * property of its own.
   */
  public get renderedName(): string | undefined {
    const name = this.resource && renderProperties(this.resource).BucketName;
    return typeof name === 'string' ? name : undefined;
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
    const { MultiRegion: multiRegion = false } = renderProperties(resource);
    return typeof multiRegion === 'boolean' ? multiRegion : undefined;
  }

  /** Whether the bucket encrypts with KMS. */
  public get usesKms(): boolean {
    const declared = JSON.stringify(this.resource?.bucketEncryption) as string | undefined;
    return this.encryptionKey !== undefined || /"aws:kms/.test(declared ?? '');
  }

  /** Whether Object Lock is enabled. Undefined if it is unknown. */
  public get objectLockEnabled(): boolean | undefined {
    return this.resource && readObjectLock(renderProperties(this.resource));
  }

  /** Whether versioning is enabled. Undefined if it is unknown. */
  public get versioned(): boolean | undefined {
    if (this.resource === undefined) return undefined;
    const { VersioningConfiguration: configuration = {} } = renderProperties(this.resource);
    const { Status: status = 'Suspended' } = configuration as { readonly Status?: unknown };
    return typeof status === 'string' ? status === 'Enabled' : undefined;
  }

  /** The default lock of new objects. Undefined if it is unknown. */
  public get defaultLock(): DefaultLock | undefined {
    return this.resource && readDefaultLock(renderProperties(this.resource));
  }
}

/** Renders the properties of a resource as its template contains them, with all overrides. */
function renderProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources: resources } = resource.stack.resolve(resource._toCloudFormation()) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
  };
  return Object.values(resources)[0].Properties ?? {};
}

function findBucketResource(bucket: IConstruct): s3.CfnBucket | undefined {
  const candidate = CfnResource.isCfnResource(bucket) ? bucket : bucket.node.defaultChild;
  return candidate && s3.CfnBucket.isCfnBucket(candidate) ? candidate : undefined;
}
