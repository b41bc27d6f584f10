import * as iam from 'aws-cdk-lib/aws-iam';
import { makeListBucketsStatement } from '../../provider/handler-permissions';
import { KMS_ENCRYPT_ACTIONS } from '../access-point/permissions';
import { type MemberKmsKey, makeKeyScopesForDirectCalls, makeKeyScopesForS3 } from '../buckets/key-statements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';

export interface DrillFunctionPolicyTarget {
  readonly accessPointArn: string;
  readonly buckets: readonly UnderlyingBucket[];
  readonly keys: readonly MemberKmsKey[];
  readonly failoverRoleArn: string;
  /** Undefined if the drill has no canaries. */
  readonly canaryPrefix?: string;
  /** Whether a bucket locks new objects by default, so that the drill writes no canary. */
  readonly locked: boolean;
  /** The ARN of the report objects. */
  readonly reports: string;
}

/** Makes the statements of the drill function. The function cannot change routes, and only simulates the permission. */
export function makeDrillStatements(target: DrillFunctionPolicyTarget): iam.PolicyStatement[] {
  const { accessPointArn, buckets, keys, failoverRoleArn, canaryPrefix, reports } = target;
  return [
    makeStatement(['s3:GetMultiRegionAccessPointRoutes'], [accessPointArn]),
    makeListBucketsStatement(),
    makeStatement([
      's3:GetBucketPolicy', 's3:GetEncryptionConfiguration', 's3:GetReplicationConfiguration', 's3:ListBucket',
    ], buckets.map(({ bucketArn }) => bucketArn)),
    makeStatement(['s3:PutObject'], [reports]),
    makeStatement(['iam:SimulatePrincipalPolicy'], [failoverRoleArn]),
    // The actions that read metrics support no resource.
    makeStatement(['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'], ['*']),
    // The function calls KMS itself.
    ...makeKeyScopesForDirectCalls(keys).map(({ resources, conditions }) =>
      new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources, conditions })),
    ...(canaryPrefix === undefined ? [] : makeCanaryStatements(target, canaryPrefix)),
  ];
}

function makeCanaryStatements(
  { buckets, keys, locked }: DrillFunctionPolicyTarget, canaryPrefix: string,
): iam.PolicyStatement[] {
  const canaries = buckets.map(({ bucketArn }) => `${bucketArn}/${canaryPrefix}*`);
  const reads = makeStatement(['s3:GetBucketObjectLockConfiguration'], buckets.map(({ bucketArn }) => bucketArn));
  return locked ? [reads] : [
    reads,
    makeStatement(['s3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'], canaries),
    ...makeKeyScopesForS3(keys).map(({ resources, conditions }) =>
      new iam.PolicyStatement({ actions: KMS_ENCRYPT_ACTIONS, resources, conditions })),
  ];
}

function makeStatement(actions: string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions, resources });
}
