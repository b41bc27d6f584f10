import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type RemovalPolicy } from 'aws-cdk-lib/core';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type Construct } from 'constructs';
import { makePackSuppressions, suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import {
  ABORT_INCOMPLETE_UPLOADS_RULE, applyRemovalPolicyToBucketPolicy, makeNameProps, makeSecureProps,
} from './bucket-defaults';
import { type MultiRegionBucketsProps } from './multi-region-buckets-props';

const NOT_ENCRYPTED_WITH_KMS = 'S3 cannot deliver logs to buckets that encrypt with KMS';
const NOT_REPLICATED = 'contains the requests of one Region; the logged bucket is replicated';

/** Makes the name prefix of the log buckets. */
export function makeLogsPrefix(prefix: string): string {
  return `${prefix}-logs`;
}

/** Creates the log bucket of one Region. */
export function createLogBucket(
  scope: Construct, region: string, props: MultiRegionBucketsProps, removalPolicy: RemovalPolicy,
): s3.Bucket {
  const logs = new s3.Bucket(scope, 'Logs', {
    ...makeNameProps(region, makeLogsPrefix(props.bucketNamePrefix), props.accountRegionalNamespace),
    // S3 cannot deliver logs to buckets that encrypt with KMS.
    encryption: s3.BucketEncryption.S3_MANAGED,
    ...makeSecureProps(removalPolicy),
    versioned: true,
    lifecycleRules: [ABORT_INCOMPLETE_UPLOADS_RULE],
  });
  applyRemovalPolicyToBucketPolicy(logs, removalPolicy);
  suppressNagFindings(logs, [
    ...makePackSuppressions('S3DefaultEncryptionKMS', NOT_ENCRYPTED_WITH_KMS),
    ...makePackSuppressions('S3BucketReplicationEnabled', NOT_REPLICATED),
  ]);
  return logs;
}

/**
 * Enables the delivery of logs to a bucket.
 *
 * Uses the L1, because the L2 grants the delivery by ACL unless a feature flag is set, and the buckets disable ACLs.
 */
export function enableLogging(bucket: s3.Bucket, logs: refs.IBucketRef, logFilePrefix: string): void {
  const resource = bucket.node.defaultChild as s3.CfnBucket;
  resource.loggingConfiguration = { destinationBucketName: logs.bucketRef.bucketName, logFilePrefix };
}

/** Allows S3 to deliver the logs of a bucket. */
export function allowLogDelivery(bucket: s3.Bucket, bucketArn: string, logs: s3.Bucket, logFilePrefix: string): void {
  const { policyDependable } = logs.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [logs.arnForObjects(`${logFilePrefix}*`)],
    conditions: {
      ArnLike: { 'aws:SourceArn': bucketArn },
      StringEquals: { 'aws:SourceAccount': bucket.stack.account },
    },
  }));
  if (policyDependable) bucket.node.defaultChild!.node.addDependency(policyDependable);
}
