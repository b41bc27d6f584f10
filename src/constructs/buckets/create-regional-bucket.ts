import type * as s3 from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { registerCreatedBucket } from '../../validation/construct-registry';
import {
  ABORT_INCOMPLETE_UPLOADS_RULE, applyRemovalPolicyToBucketPolicy, makeNameProps, makeSecureProps,
} from './bucket-defaults';
import { BucketRejectingCrossStackGrants } from './guarded-bucket';
import { allowLogDelivery, createLogBucket, enableLogging } from './log-bucket';
import { type MultiRegionBucketsProps } from './multi-region-buckets-props';
import { makeEncryptionProps, makeKeyArn } from './regional-key';
import { getLogDestination } from './server-access-logs';
import { addPreviousKeys, UnderlyingBucket } from './underlying-bucket';
import {
  type EncryptionSettings, getEncryptionSettings, listPreviousKeys, UnderlyingBucketEncryption,
} from './underlying-bucket-encryption';

const MASTER_KEY = 'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID';
const EVENT_HOLD = 'ObjectLockConfiguration.Rule.DefaultRetention.DefaultEventHold';
const EVENT_BRIDGE = 'NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled';

/** The bucket of one Region, as construct and as member of an access point. */
export interface RegionalBucket {
  readonly bucket: s3.Bucket;
  readonly underlying: UnderlyingBucket;
}

/** Creates the bucket of one Region with its key and its log bucket. `scope` belongs to a stack in this Region. */
export function createRegionalBucket(scope: Construct, region: string, props: MultiRegionBucketsProps): RegionalBucket {
  const settings = getEncryptionSettings(props.encryption ?? UnderlyingBucketEncryption.s3Managed());
  const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
  const keyArn = makeKeyArn(scope, region, props.bucketNamePrefix, settings);
  const { objectLockDefaultRetention } = props;

  const bucket = new BucketRejectingCrossStackGrants(scope, 'Bucket', {
    ...makeNameProps(region, props.bucketNamePrefix, props.accountRegionalNamespace),
    ...makeEncryptionProps(scope, keyArn, props.bucketNamePrefix, settings, removalPolicy),
    ...makeSecureProps(removalPolicy),
    versioned: true,
    lifecycleRules: [ABORT_INCOMPLETE_UPLOADS_RULE, ...props.lifecycleRules ?? []],
    ...(objectLockDefaultRetention && { objectLockEnabled: true, objectLockDefaultRetention }),
  });
  applyRemovalPolicyToBucketPolicy(bucket, removalPolicy);
  overrideProperties(bucket.node.defaultChild as s3.CfnBucket, keyArn, settings, props);

  const underlying = UnderlyingBucket.fromBucket(bucket, { region, encryptionKeyArn: keyArn });
  registerCreatedBucket(scope.node.scope ?? scope, underlying.bucketName);
  addPreviousKeys(underlying, listPreviousKeys(settings, region));
  logRequests(scope, { bucket, underlying }, region, props, removalPolicy);
  return { bucket, underlying };
}

function overrideProperties(
  resource: s3.CfnBucket, keyArn: string | undefined, settings: EncryptionSettings, props: MultiRegionBucketsProps,
): void {
  const isGiven = settings.kind === 'kms' && settings.givenKeyArns !== undefined;
  // The given ARN. The L2 would render the ARN of an imported alias differently.
  if (keyArn !== undefined && isGiven) resource.addPropertyOverride(MASTER_KEY, keyArn);
  const { objectLockDefaultEventHold: hold } = props;
  // Neither the L2 nor the L1 of the oldest supported aws-cdk-lib has this property.
  if (hold !== undefined) resource.addPropertyOverride(EVENT_HOLD, { Days: hold.toDays() });
  // The L2 would add a Lambda function for this setting.
  if (props.eventBridgeEnabled) resource.addPropertyOverride(EVENT_BRIDGE, true);
}

function logRequests(
  scope: Construct, { bucket, underlying }: RegionalBucket, region: string, props: MultiRegionBucketsProps,
  removalPolicy: RemovalPolicy,
): void {
  if (props.serverAccessLogs === undefined) return;
  const destination = getLogDestination(props.serverAccessLogs);
  const logFilePrefix = `${props.bucketNamePrefix}/`;
  if (destination.kind === 'existing') {
    enableLogging(bucket, destination.buckets[region], logFilePrefix);
    return;
  }
  const logs = createLogBucket(scope, region, props, removalPolicy);
  enableLogging(bucket, logs, logFilePrefix);
  allowLogDelivery(bucket, underlying.bucketArn, logs, logFilePrefix);
}
