import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import * as sts from '@aws-sdk/client-sts';
import { FAST_FAILURE, onePerRegion } from './clients';
import { type S3Control, sdkS3Control } from './s3-control';

/** What operating an access point asks of AWS, beside what deploying one does, by the SDK's names. */
export interface AwsOperations {
  CreateJob: [s3Control.CreateJobCommandInput, s3Control.CreateJobCommandOutput];
  DescribeJob: [s3Control.DescribeJobCommandInput, s3Control.DescribeJobCommandOutput];
  ListMultiRegionAccessPoints: [s3Control.ListMultiRegionAccessPointsCommandInput, s3Control.ListMultiRegionAccessPointsCommandOutput];
  DeleteObject: [s3.DeleteObjectCommandInput, s3.DeleteObjectCommandOutput];
  GetBucketEncryption: [s3.GetBucketEncryptionCommandInput, s3.GetBucketEncryptionCommandOutput];
  GetBucketPolicy: [s3.GetBucketPolicyCommandInput, s3.GetBucketPolicyCommandOutput];
  HeadBucket: [s3.HeadBucketCommandInput, s3.HeadBucketCommandOutput];
  HeadObject: [s3.HeadObjectCommandInput, s3.HeadObjectCommandOutput];
  ListObjectsV2: [s3.ListObjectsV2CommandInput, s3.ListObjectsV2CommandOutput];
  PutObject: [s3.PutObjectCommandInput, s3.PutObjectCommandOutput];
  GetMetricData: [cloudWatch.GetMetricDataCommandInput, cloudWatch.GetMetricDataCommandOutput];
  ListMetrics: [cloudWatch.ListMetricsCommandInput, cloudWatch.ListMetricsCommandOutput];
  GetRole: [iam.GetRoleCommandInput, iam.GetRoleCommandOutput];
  SimulatePrincipalPolicy: [iam.SimulatePrincipalPolicyCommandInput, iam.SimulatePrincipalPolicyCommandOutput];
  DescribeKey: [kms.DescribeKeyCommandInput, kms.DescribeKeyCommandOutput];
  GetCallerIdentity: [sts.GetCallerIdentityCommandInput, sts.GetCallerIdentityCommandOutput];
}

export type AwsOperation = keyof AwsOperations;

/** AWS as whoever operates an access point needs it: S3 Control and S3 as the handlers call them, and everything around. One attempt a call. */
export interface Aws extends S3Control {
  ask<O extends AwsOperation>(region: string, operation: O, input: AwsOperations[O][0]): Promise<AwsOperations[O][1]>;
}

/** Configuration of the SDK's clients, by service. */
export interface AwsConfig {
  readonly s3Control?: s3Control.S3ControlClientConfig;
  readonly s3?: s3.S3ClientConfig;
  readonly cloudWatch?: cloudWatch.CloudWatchClientConfig;
  readonly iam?: iam.IAMClientConfig;
  readonly kms?: kms.KMSClientConfig;
  readonly sts?: sts.STSClientConfig;
}

type Send = (region: string, input: never) => Promise<unknown>;

/** AWS by the SDK, with a client for each service and Region, made when first needed. */
export function sdkAws(config: AwsConfig = {}): Aws {
  const control = onePerRegion((region) => new s3Control.S3ControlClient({ ...FAST_FAILURE, ...config.s3Control, region }));
  const bucket = onePerRegion((region) => new s3.S3Client({ ...FAST_FAILURE, ...config.s3, region }));
  const metric = onePerRegion((region) => new cloudWatch.CloudWatchClient({ ...FAST_FAILURE, ...config.cloudWatch, region }));
  const identity = onePerRegion((region) => new iam.IAMClient({ ...FAST_FAILURE, ...config.iam, region }));
  const key = onePerRegion((region) => new kms.KMSClient({ ...FAST_FAILURE, ...config.kms, region }));
  const token = onePerRegion((region) => new sts.STSClient({ ...FAST_FAILURE, ...config.sts, region }));
  // A fresh command for every call: the SDK refuses to send one twice.
  const send: Record<AwsOperation, Send> = {
    CreateJob: (region, input) => control(region).send(new s3Control.CreateJobCommand(input)),
    DescribeJob: (region, input) => control(region).send(new s3Control.DescribeJobCommand(input)),
    ListMultiRegionAccessPoints: (region, input) => control(region).send(new s3Control.ListMultiRegionAccessPointsCommand(input)),
    DeleteObject: (region, input) => bucket(region).send(new s3.DeleteObjectCommand(input)),
    GetBucketEncryption: (region, input) => bucket(region).send(new s3.GetBucketEncryptionCommand(input)),
    GetBucketPolicy: (region, input) => bucket(region).send(new s3.GetBucketPolicyCommand(input)),
    HeadBucket: (region, input) => bucket(region).send(new s3.HeadBucketCommand(input)),
    HeadObject: (region, input) => bucket(region).send(new s3.HeadObjectCommand(input)),
    ListObjectsV2: (region, input) => bucket(region).send(new s3.ListObjectsV2Command(input)),
    PutObject: (region, input) => bucket(region).send(new s3.PutObjectCommand(input)),
    GetMetricData: (region, input) => metric(region).send(new cloudWatch.GetMetricDataCommand(input)),
    ListMetrics: (region, input) => metric(region).send(new cloudWatch.ListMetricsCommand(input)),
    GetRole: (region, input) => identity(region).send(new iam.GetRoleCommand(input)),
    SimulatePrincipalPolicy: (region, input) => identity(region).send(new iam.SimulatePrincipalPolicyCommand(input)),
    DescribeKey: (region, input) => key(region).send(new kms.DescribeKeyCommand(input)),
    GetCallerIdentity: (region, input) => token(region).send(new sts.GetCallerIdentityCommand(input)),
  };
  const { call } = sdkS3Control(config.s3Control, config.s3);
  // The table pairs every operation with its command; TypeScript cannot follow the pair through an index.
  return { call, ask: (region, operation, input) => send[operation](region, input as never) as never };
}
