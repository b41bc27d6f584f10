import * as sdk from '@aws-sdk/client-s3';

/** The operations of S3 itself that we call, by the SDK's names for their inputs and outputs. */
export interface BucketOperations {
  GetBucketReplication: [sdk.GetBucketReplicationCommandInput, sdk.GetBucketReplicationCommandOutput];
  PutBucketReplication: [sdk.PutBucketReplicationCommandInput, sdk.PutBucketReplicationCommandOutput];
  DeleteBucketReplication: [sdk.DeleteBucketReplicationCommandInput, sdk.DeleteBucketReplicationCommandOutput];
}

export const BUCKET_COMMANDS = {
  GetBucketReplication: sdk.GetBucketReplicationCommand,
  PutBucketReplication: sdk.PutBucketReplicationCommand,
  DeleteBucketReplication: sdk.DeleteBucketReplicationCommand,
};
