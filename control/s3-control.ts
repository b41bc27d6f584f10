import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import { type CallLimits, callWithinLimits } from './call-limits';
import { cachePerRegion, SINGLE_ATTEMPT_CLIENT_CONFIG } from './clients';
import { preserveForeignRulesInRequests } from './preserve-foreign-rules';

/** The operations that deployments need, with the SDK's types of their input and output. */
export interface S3Operations {
  CreateMultiRegionAccessPoint: [
    s3Control.CreateMultiRegionAccessPointCommandInput,
    s3Control.CreateMultiRegionAccessPointCommandOutput,
  ];
  DeleteMultiRegionAccessPoint: [
    s3Control.DeleteMultiRegionAccessPointCommandInput,
    s3Control.DeleteMultiRegionAccessPointCommandOutput,
  ];
  DescribeMultiRegionAccessPointOperation: [
    s3Control.DescribeMultiRegionAccessPointOperationCommandInput,
    s3Control.DescribeMultiRegionAccessPointOperationCommandOutput,
  ];
  GetMultiRegionAccessPoint: [
    s3Control.GetMultiRegionAccessPointCommandInput,
    s3Control.GetMultiRegionAccessPointCommandOutput,
  ];
  GetMultiRegionAccessPointPolicy: [
    s3Control.GetMultiRegionAccessPointPolicyCommandInput,
    s3Control.GetMultiRegionAccessPointPolicyCommandOutput,
  ];
  PutMultiRegionAccessPointPolicy: [
    s3Control.PutMultiRegionAccessPointPolicyCommandInput,
    s3Control.PutMultiRegionAccessPointPolicyCommandOutput,
  ];
  GetMultiRegionAccessPointRoutes: [
    s3Control.GetMultiRegionAccessPointRoutesCommandInput,
    s3Control.GetMultiRegionAccessPointRoutesCommandOutput,
  ];
  SubmitMultiRegionAccessPointRoutes: [
    s3Control.SubmitMultiRegionAccessPointRoutesCommandInput,
    s3Control.SubmitMultiRegionAccessPointRoutesCommandOutput,
  ];
  GetBucketReplication: [s3.GetBucketReplicationCommandInput, s3.GetBucketReplicationCommandOutput];
  PutBucketReplication: [s3.PutBucketReplicationCommandInput, s3.PutBucketReplicationCommandOutput];
  DeleteBucketReplication: [s3.DeleteBucketReplicationCommandInput, s3.DeleteBucketReplicationCommandOutput];
}

/** S3 Control and S3. Each call is one attempt: the caller decides whether to call again. */
export interface S3Control {
  call<O extends keyof S3Operations>(
    region: string,
    operation: O,
    input: S3Operations[O][0],
  ): Promise<S3Operations[O][1]>;
}

/** One function per operation, which sends the operation to a Region within limits. */
export type AwsOperationSenders<Table extends { [O in keyof Table]: [input: object, output: object] }> = {
  readonly [O in keyof Table]: (region: string, input: Table[O][0], limits: CallLimits) => Promise<Table[O][1]>;
};

/** S3 Control and S3 through the AWS SDK, with one client of each per Region, created on first use. */
export function sdkS3Control(
  config: s3Control.S3ControlClientConfig = {},
  bucketConfig: s3.S3ClientConfig = {},
): S3Control {
  const senders = makeS3Senders(config, bucketConfig);
  return {
    call: (region, operation, input) =>
      callWithinLimits(operation, (limits) => senders[operation](region, input, limits)),
  };
}

/** Each call creates a command: the SDK refuses to send the same command twice. */
export function makeS3Senders(
  config: s3Control.S3ControlClientConfig = {},
  bucketConfig: s3.S3ClientConfig = {},
): AwsOperationSenders<S3Operations> {
  const control = cachePerRegion((region) =>
    new s3Control.S3ControlClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config, region }));
  const bucket = cachePerRegion((region) => {
    const client = new s3.S3Client({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...bucketConfig, region });
    preserveForeignRulesInRequests(client);
    return client;
  });
  return {
    CreateMultiRegionAccessPoint: (region, input, limits) =>
      control(region).send(new s3Control.CreateMultiRegionAccessPointCommand(input), limits),
    DeleteMultiRegionAccessPoint: (region, input, limits) =>
      control(region).send(new s3Control.DeleteMultiRegionAccessPointCommand(input), limits),
    DescribeMultiRegionAccessPointOperation: (region, input, limits) =>
      control(region).send(new s3Control.DescribeMultiRegionAccessPointOperationCommand(input), limits),
    GetMultiRegionAccessPoint: (region, input, limits) =>
      control(region).send(new s3Control.GetMultiRegionAccessPointCommand(input), limits),
    GetMultiRegionAccessPointPolicy: (region, input, limits) =>
      control(region).send(new s3Control.GetMultiRegionAccessPointPolicyCommand(input), limits),
    PutMultiRegionAccessPointPolicy: (region, input, limits) =>
      control(region).send(new s3Control.PutMultiRegionAccessPointPolicyCommand(input), limits),
    GetMultiRegionAccessPointRoutes: (region, input, limits) =>
      control(region).send(new s3Control.GetMultiRegionAccessPointRoutesCommand(input), limits),
    SubmitMultiRegionAccessPointRoutes: (region, input, limits) =>
      control(region).send(new s3Control.SubmitMultiRegionAccessPointRoutesCommand(input), limits),
    GetBucketReplication: (region, input, limits) =>
      bucket(region).send(new s3.GetBucketReplicationCommand(input), limits),
    PutBucketReplication: (region, input, limits) =>
      bucket(region).send(new s3.PutBucketReplicationCommand(input), limits),
    DeleteBucketReplication: (region, input, limits) =>
      bucket(region).send(new s3.DeleteBucketReplicationCommand(input), limits),
  };
}
