import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as s3 from '@aws-sdk/client-s3';
import * as control from '@aws-sdk/client-s3-control';

/**
 * The SDK clients and commands that the handlers use. Like the handlers, this module creates no client when it loads.
 */
export const clients = [control.S3ControlClient, s3.S3Client, cloudFormation.CloudFormationClient];

export const commands = [
  control.CreateMultiRegionAccessPointCommand, control.DeleteMultiRegionAccessPointCommand,
  control.DescribeMultiRegionAccessPointOperationCommand, control.GetMultiRegionAccessPointCommand,
  control.GetMultiRegionAccessPointPolicyCommand, control.PutMultiRegionAccessPointPolicyCommand,
  control.GetMultiRegionAccessPointRoutesCommand, control.SubmitMultiRegionAccessPointRoutesCommand,
  s3.GetBucketReplicationCommand, s3.PutBucketReplicationCommand, s3.DeleteBucketReplicationCommand,
  cloudFormation.DescribeStacksCommand, cloudFormation.DescribeStackResourceCommand,
  cloudFormation.ListStackResourcesCommand,
];
