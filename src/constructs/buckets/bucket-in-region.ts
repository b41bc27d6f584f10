import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { makeBucketName } from '../../diagnostics/checks/bucket-prefix';
import { suppressNagFindings, inAllNagPacks } from '../../validation/cdk-nag-suppressions';
import { type MultiRegionBucketsProps } from './multi-region-buckets-props';
import { RegionalBucket } from './regional-bucket';
import { UnderlyingBucket } from './underlying-bucket';
import { UnderlyingBucketEncryption } from './underlying-bucket-encryption';

/** An upload that nobody completed costs, and nobody sees it. */
const ABORT_UPLOADS: s3.LifecycleRule = { id: 'AbortIncompleteMultipartUploads', abortIncompleteMultipartUploadAfter: Duration.days(7) };

/** What there is in one Region: the bucket, and what it needs. */
export interface RegionalBucketParts {
  readonly bucket: s3.Bucket;
  readonly underlying: UnderlyingBucket;
}

/** Makes the bucket of one Region, with its key and its log bucket, below a construct of a stack there. */
export function createRegionalBucket(scope: Construct, region: string, props: MultiRegionBucketsProps): RegionalBucketParts {
  const encryption = props.encryption ?? UnderlyingBucketEncryption.s3Managed();
  const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  const keyArn = keyArnIn(scope, region, props.bucketNamePrefix, encryption);

  const bucket = new RegionalBucket(scope, 'Bucket', {
    ...nameIn(region, props.bucketNamePrefix, props.accountRegionalNamespace),
    ...keyIn(scope, keyArn, encryption, props.bucketNamePrefix, removalPolicy),
    ...secured(removalPolicy),
    versioned: true,
    lifecycleRules: [ABORT_UPLOADS, ...props.lifecycleRules ?? []],
    ...(props.objectLockDefaultRetention && { objectLockEnabled: true, objectLockDefaultRetention: props.objectLockDefaultRetention }),
  });
  finish(bucket, removalPolicy);
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  // CloudFormation names the key as it was given; an L2 would have made an ARN of its own of it.
  if (keyArn !== undefined && encryption._givenKeys) resource.addPropertyOverride(MASTER_KEY, keyArn);
  // The L2 would bring a Lambda function for it.
  if (props.eventBridgeEnabled) resource.addPropertyOverride('NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled', true);
  const underlying = UnderlyingBucket._withPreviousKeys(bucket, { region, encryptionKeyArn: keyArn }, encryption._previousKeys(region));
  if (props.serverAccessLogs) {
    logTo(props.serverAccessLogs._buckets?.[region] ?? makeLogBucket(scope, region, props, removalPolicy), bucket, underlying, props);
  }
  return { bucket, underlying };
}

const MASTER_KEY = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID';

/** By alias everywhere, also at home: then all Regions share one statement, and no template has to ask another one. */
function keyArnIn(scope: Construct, region: string, prefix: string, encryption: UnderlyingBucketEncryption): string | undefined {
  if (encryption._by === 'none') return undefined;
  return encryption._givenKeys?.[region] ?? `arn:aws:kms:${region}:${Stack.of(scope).account}:${aliasOf(prefix)}`;
}

function aliasOf(prefix: string): string {
  return `alias/${prefix}`;
}

function keyIn(
  scope: Construct, keyArn: string | undefined, encryption: UnderlyingBucketEncryption, prefix: string, removalPolicy: RemovalPolicy,
): s3.BucketProps {
  if (keyArn === undefined) return { encryption: s3.BucketEncryption.S3_MANAGED };
  const encryptionKey = encryption._givenKeys ? importKey(scope, keyArn) : makeKey(scope, prefix, removalPolicy);
  // Two layers know no Bucket Keys.
  return encryption._twoLayers
    ? { encryption: s3.BucketEncryption.DSSE, encryptionKey }
    : { encryption: s3.BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true };
}

function importKey(scope: Construct, keyArn: string): kms.IKey {
  const alias = /:(alias\/.+)$/.exec(keyArn)?.[1];
  return alias === undefined ? kms.Key.fromKeyArn(scope, 'Key', keyArn) : kms.Alias.fromAliasName(scope, 'Key', alias);
}

function makeKey(scope: Construct, prefix: string, removalPolicy: RemovalPolicy): kms.Key {
  const key = new kms.Key(scope, 'Key', { description: `Objects of ${prefix}`, enableKeyRotation: true, removalPolicy });
  const alias = new kms.Alias(scope, 'Alias', { aliasName: aliasOf(prefix), targetKey: key });
  // Permissions go by the alias: without it a retained bucket would be locked.
  alias.applyRemovalPolicy(removalPolicy);
  return key;
}

function makeLogBucket(scope: Construct, region: string, props: MultiRegionBucketsProps, removalPolicy: RemovalPolicy): s3.Bucket {
  const logs = new s3.Bucket(scope, 'Logs', {
    ...nameIn(region, logsPrefix(props.bucketNamePrefix), props.accountRegionalNamespace),
    // S3 delivers logs to buckets under keys of its own only.
    encryption: s3.BucketEncryption.S3_MANAGED,
    ...secured(removalPolicy),
    versioned: true,
    lifecycleRules: [ABORT_UPLOADS],
  });
  finish(logs, removalPolicy);
  suppressNagFindings(logs, [
    ...inAllNagPacks('S3DefaultEncryptionKMS', 'S3 delivers logs to buckets under keys of its own only'),
    ...inAllNagPacks('S3BucketReplicationEnabled', 'tells of requests that one Region answered; the bucket that they are about is replicated'),
  ]);
  return logs;
}

/** By hand: without a feature flag the L2 would let S3 deliver by ACL, which buckets that enforce their owner do not have. */
function logTo(logs: s3.IBucket, bucket: s3.Bucket, source: UnderlyingBucket, props: MultiRegionBucketsProps): void {
  const { bucketNamePrefix: prefix, serverAccessLogs } = props;
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.loggingConfiguration = { destinationBucketName: logs.bucketName, logFilePrefix: `${prefix}/` };
  if (serverAccessLogs?._buckets) return;
  const { policyDependable } = logs.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`${prefix}/*`)],
    conditions: {
      ArnLike: { 'aws:SourceArn': source.bucketArn },
      StringEquals: { 'aws:SourceAccount': bucket.stack.account },
    },
  }));
  if (policyDependable) resource.node.addDependency(policyDependable);
}

/** How the names of the log buckets begin. */
export function logsPrefix(prefix: string): string {
  return `${prefix}-logs`;
}

function nameIn(region: string, prefix: string, accountRegional = false): s3.BucketProps {
  return accountRegional
    ? { bucketNamePrefix: prefix, bucketNamespace: s3.BucketNamespace.ACCOUNT_REGIONAL }
    : { bucketName: makeBucketName(prefix, region) };
}

function secured(removalPolicy: RemovalPolicy): s3.BucketProps {
  return {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy,
  };
}

/** The policy of a retained bucket is retained with it. */
function finish(bucket: s3.Bucket, removalPolicy: RemovalPolicy): void {
  bucket.policy?.applyRemovalPolicy(removalPolicy);
}
