import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import * as sts from '@aws-sdk/client-sts';
import { FAIL_FAST, cachePerRegion, makeRequestHandler } from './clients';
import { SECOND } from './clock';
import { makeS3Senders, type S3Operations, type S3Control, type Senders } from './s3-control';

/** The operations that operating an access point needs in addition to the operations of deployments. */
interface OperatorOperations {
  CreateJob: [s3Control.CreateJobCommandInput, s3Control.CreateJobCommandOutput];
  DescribeJob: [s3Control.DescribeJobCommandInput, s3Control.DescribeJobCommandOutput];
  ListMultiRegionAccessPoints: [
    s3Control.ListMultiRegionAccessPointsCommandInput,
    s3Control.ListMultiRegionAccessPointsCommandOutput,
  ];
  GetMultiRegionAccessPointPolicyStatus: [
    s3Control.GetMultiRegionAccessPointPolicyStatusCommandInput,
    s3Control.GetMultiRegionAccessPointPolicyStatusCommandOutput,
  ];
  DeleteObject: [s3.DeleteObjectCommandInput, s3.DeleteObjectCommandOutput];
  GetBucketEncryption: [s3.GetBucketEncryptionCommandInput, s3.GetBucketEncryptionCommandOutput];
  GetBucketPolicy: [s3.GetBucketPolicyCommandInput, s3.GetBucketPolicyCommandOutput];
  GetObjectLockConfiguration: [
    s3.GetObjectLockConfigurationCommandInput,
    s3.GetObjectLockConfigurationCommandOutput,
  ];
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

export interface AwsOperations extends S3Operations, OperatorOperations {}

/** All of AWS that operating an access point needs. Each call is one attempt. */
export interface Aws extends S3Control {
  call<O extends keyof AwsOperations>(
    region: string,
    operation: O,
    input: AwsOperations[O][0],
  ): Promise<AwsOperations[O][1]>;
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

/** AWS through the SDK, with one client per service and Region, created on first use. */
export function sdkAws(config: AwsConfig = {}): Aws {
  const senders: Senders<AwsOperations> = {
    ...makeS3Senders(config.s3Control, config.s3),
    ...makeOperatorSenders(config),
  };
  return { call: (region, operation, input) => senders[operation](region, input) };
}

function makeOperatorSenders(config: AwsConfig): Senders<OperatorOperations> {
  const control = cachePerRegion(
    (region) => new s3Control.S3ControlClient({ ...FAIL_FAST, ...config.s3Control, region }),
  );
  // S3 Batch Operations validates the manifest generator and the role before it answers.
  const job = cachePerRegion((region) => new s3Control.S3ControlClient({
    ...FAIL_FAST, requestHandler: makeRequestHandler(30 * SECOND), ...config.s3Control, region,
  }));
  const bucket = cachePerRegion((region) => new s3.S3Client({ ...FAIL_FAST, ...config.s3, region }));
  const metric = cachePerRegion(
    (region) => new cloudWatch.CloudWatchClient({ ...FAIL_FAST, ...config.cloudWatch, region }),
  );
  const identity = cachePerRegion((region) => new iam.IAMClient({ ...FAIL_FAST, ...config.iam, region }));
  const key = cachePerRegion((region) => new kms.KMSClient({ ...FAIL_FAST, ...config.kms, region }));
  const token = cachePerRegion((region) => new sts.STSClient({ ...FAIL_FAST, ...config.sts, region }));
  return {
    CreateJob: (region, input) => job(region).send(new s3Control.CreateJobCommand(input)),
    DescribeJob: (region, input) => control(region).send(new s3Control.DescribeJobCommand(input)),
    ListMultiRegionAccessPoints: (region, input) =>
      control(region).send(new s3Control.ListMultiRegionAccessPointsCommand(input)),
    GetMultiRegionAccessPointPolicyStatus: (region, input) =>
      control(region).send(new s3Control.GetMultiRegionAccessPointPolicyStatusCommand(input)),
    DeleteObject: (region, input) => bucket(region).send(new s3.DeleteObjectCommand(input)),
    GetBucketEncryption: (region, input) => bucket(region).send(new s3.GetBucketEncryptionCommand(input)),
    GetBucketPolicy: (region, input) => bucket(region).send(new s3.GetBucketPolicyCommand(input)),
    GetObjectLockConfiguration: (region, input) =>
      bucket(region).send(new s3.GetObjectLockConfigurationCommand(input)),
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
}
