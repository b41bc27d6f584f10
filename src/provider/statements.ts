import * as iam from 'aws-cdk-lib/aws-iam';
import { CONTROL_PLANE_REGION } from '../facts/control-plane';

/** Makes the statement that S3 requires for every operation on access points. The action supports no resource. */
export function makeListBucketsStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] });
}

/** Makes the statements that the asynchronous handlers need for all access points of the account. */
export function makeAsyncHandlerIamStatements(account: string, stackId: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: [
        's3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:GetMultiRegionAccessPoint',
        // A retained access point has a policy. An access point whose creation was cancelled may have none.
        's3:GetMultiRegionAccessPointPolicy',
        // An adoption writes its owner into the policy before CloudFormation knows the alias.
        's3:PutMultiRegionAccessPointPolicy',
      ],
      // The ARN contains the alias, which is unknown before S3 creates the access point. The ARNs of Regional access
      // points contain a Region and do not match.
      resources: [`arn:aws:s3::${account}:accesspoint/*`],
    }),
    new iam.PolicyStatement({
      actions: ['s3:DescribeMultiRegionAccessPointOperation'],
      // S3 returns the token of an operation after the operation has started.
      resources: [`arn:aws:s3:${CONTROL_PLANE_REGION.region}:${account}:async-request/mrap/*`],
    }),
    new iam.PolicyStatement({
      actions: [
        'cloudformation:DescribeStackResource', 'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
      ],
      // An event does not contain whether an update is a rollback. The status of the stack does.
      resources: [stackId],
    }),
    makeListBucketsStatement(),
  ];
}

/** Makes the statements that the routes handler needs in the whole account. */
export function makeRoutingStatements(): iam.PolicyStatement[] {
  return [makeListBucketsStatement()];
}
