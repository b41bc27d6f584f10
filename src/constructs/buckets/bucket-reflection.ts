import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnResource } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type IConstruct } from 'constructs';
import { makeBucketName } from '../../diagnostics/checks/bucket-prefix';
import { type DefaultLock, readDefaultLock, readObjectLock } from '../../diagnostics/checks/object-lock';
import { isStackIndependent } from '../../validation/stack-independence';

/** Settings in the template of a bucket. A setting is undefined if it is unknown. */
export interface RenderedBucketSettings {
  /** The name as plain text, if it is a property of its own. */
  readonly name: string | undefined;
  readonly objectLockEnabled: boolean | undefined;
  readonly versioned: boolean | undefined;
  /** The default lock of new objects. */
  readonly defaultLock: DefaultLock | undefined;
  /** The KMS key, as a text or a reference. */
  readonly key: unknown;
}

interface RenderedEncryption {
  readonly BucketEncryption?: {
    readonly ServerSideEncryptionConfiguration?: readonly {
      readonly ServerSideEncryptionByDefault?: { readonly KMSMasterKeyID?: unknown };
    }[];
  };
}

const UNKNOWN_SETTINGS: RenderedBucketSettings = {
  name: undefined, objectLockEnabled: undefined, versioned: undefined, defaultLock: undefined, key: undefined,
};

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

  /** Whether the bucket encrypts with the key that AWS manages for S3. */
  public get usesAwsManagedKey(): boolean {
    const declared = JSON.stringify(this.resource?.bucketEncryption) as string | undefined;
    return this.encryptionKey === undefined && /"aws:kms/.test(declared ?? '') && !/kmsMasterKeyId/i.test(declared!);
  }

  /** Reads the settings of the template. Each read renders the bucket, so read them once for several settings. */
  public readRenderedSettings(): RenderedBucketSettings {
    if (this.resource === undefined) return UNKNOWN_SETTINGS;
    const properties = renderProperties(this.resource);
    const { BucketEncryption: encryption } = properties as RenderedEncryption;
    const { BucketName: name, VersioningConfiguration: { Status: status = 'Suspended' } = {} } = properties as {
      readonly BucketName?: unknown;
      readonly VersioningConfiguration?: { readonly Status?: unknown };
    };
    return {
      name: typeof name === 'string' ? name : undefined,
      objectLockEnabled: readObjectLock(properties),
      versioned: typeof status === 'string' ? status === 'Enabled' : undefined,
      defaultLock: readDefaultLock(properties),
      key: encryption?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault?.KMSMasterKeyID,
    };
  }
}

/** Renders the properties of a resource as its template contains them, with all overrides. */
export function renderProperties(resource: CfnResource): Readonly<Record<string, unknown>> {
  const { Resources: resources } = resource.stack.resolve(resource._toCloudFormation()) as {
    readonly Resources: Readonly<Record<string, { readonly Properties?: Readonly<Record<string, unknown>> }>>;
  };
  return Object.values(resources)[0].Properties ?? {};
}

function findBucketResource(bucket: IConstruct): s3.CfnBucket | undefined {
  const candidate = CfnResource.isCfnResource(bucket) ? bucket : bucket.node.defaultChild;
  return candidate && s3.CfnBucket.isCfnBucket(candidate) ? candidate : undefined;
}
