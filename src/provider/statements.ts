import * as iam from 'aws-cdk-lib/aws-iam';
import { CONTROL_PLANE_REGION } from '../facts/control-plane';

/** S3 asks this of whoever manages access points; IAM takes no narrower resource for it. */
export function listAllMyBuckets(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] });
}

/** What the asynchronous handlers need in the whole account; what names an access point comes with that access point. */
export function lifecycleStatements(account: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: [
        's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint',
        // Whether one whose creation was cancelled has a policy tells it from one that was retained.
        's3:GetMultiRegionAccessPointPolicy',
      ],
      // The ARN holds the alias, which nobody knows before the access point exists. Regional access points have a Region there and do not match.
      resources: [`arn:aws:s3::${account}:accesspoint/*`],
    }),
    new iam.PolicyStatement({
      actions: ['s3:DescribeMultiRegionAccessPointOperation'],
      // The token of an operation is known only once it runs.
      resources: [`arn:aws:s3:${CONTROL_PLANE_REGION.region}:${account}:async-request/mrap/*`],
    }),
    listAllMyBuckets(),
  ];
}

/** What the routes handler needs in the whole account. */
export function routingStatements(): iam.PolicyStatement[] {
  return [listAllMyBuckets()];
}
