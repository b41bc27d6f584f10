import * as iam from 'aws-cdk-lib/aws-iam';
import { listAllMyBuckets } from '../../provider/statements';
import { ENCRYPT } from '../access-point/permissions';
import { type GrantedKey, keyScopes } from '../buckets/key-statements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';

export interface DrillTarget {
  readonly accessPointArn: string;
  readonly buckets: readonly UnderlyingBucket[];
  readonly keys: readonly GrantedKey[];
  readonly failoverRoleArn: string;
  /** Undefined where nothing is written into the members. */
  readonly canaryPrefix?: string;
  /** ARN of the objects that are reports. */
  readonly reports: string;
}

/** What a drill looks at. It may not change routes: that whoever fails over may, it asks IAM. */
export function drillStatements({ accessPointArn, buckets, keys, failoverRoleArn, canaryPrefix, reports }: DrillTarget): iam.PolicyStatement[] {
  const canaries = buckets.map(({ bucketArn }) => `${bucketArn}/${canaryPrefix}*`);
  return [
    new iam.PolicyStatement({ actions: ['s3:GetMultiRegionAccessPointRoutes'], resources: [accessPointArn] }),
    listAllMyBuckets(),
    new iam.PolicyStatement({
      actions: ['s3:GetBucketPolicy', 's3:GetEncryptionConfiguration', 's3:GetReplicationConfiguration', 's3:ListBucket'],
      resources: buckets.map(({ bucketArn }) => bucketArn),
    }),
    new iam.PolicyStatement({ actions: ['s3:PutObject'], resources: [reports] }),
    new iam.PolicyStatement({ actions: ['iam:SimulatePrincipalPolicy'], resources: [failoverRoleArn] }),
    // CloudWatch takes no resource for what reads metrics.
    new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'], resources: ['*'] }),
    // Asked by the function, not by S3 on its behalf.
    ...keyScopes(keys).map(({ resources, conditions: { StringEquals: _, ...conditions } }) =>
      new iam.PolicyStatement({ actions: ['kms:DescribeKey'], resources, conditions })),
    ...(canaryPrefix === undefined ? [] : [
      new iam.PolicyStatement({ actions: ['s3:DeleteObjectVersion', 's3:GetObject', 's3:PutObject'], resources: canaries }),
      ...keyScopes(keys).map(({ resources, conditions }) => new iam.PolicyStatement({ actions: ENCRYPT, resources, conditions })),
    ]),
  ];
}
