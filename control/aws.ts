import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as cloudTrail from '@aws-sdk/client-cloudtrail';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import * as s3Control from '@aws-sdk/client-s3-control';
import * as sts from '@aws-sdk/client-sts';
import { type CallLimits, callWithinLimits } from './call-limits';
import { SINGLE_ATTEMPT_CLIENT_CONFIG, cachePerRegion } from './clients';
import { makeS3Senders, type S3Operations, type S3Control, type AwsOperationSenders } from './s3-control';

/** The operations that operating an access point needs in addition to the operations of deployments. */
interface OperatorOperations {
  CreateJob: [s3Control.CreateJobCommandInput, s3Control.CreateJobCommandOutput];
  ListJobs: [s3Control.ListJobsCommandInput, s3Control.ListJobsCommandOutput];
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
  GetObject: [s3.GetObjectCommandInput, s3.GetObjectCommandOutput];
  GetObjectLockConfiguration: [
    s3.GetObjectLockConfigurationCommandInput,
    s3.GetObjectLockConfigurationCommandOutput,
  ];
  HeadBucket: [s3.HeadBucketCommandInput, s3.HeadBucketCommandOutput];
  HeadObject: [s3.HeadObjectCommandInput, s3.HeadObjectCommandOutput];
  ListObjectsV2: [s3.ListObjectsV2CommandInput, s3.ListObjectsV2CommandOutput];
  PutObject: [s3.PutObjectCommandInput, s3.PutObjectCommandOutput];
  DescribeAlarms: [cloudWatch.DescribeAlarmsCommandInput, cloudWatch.DescribeAlarmsCommandOutput];
  GetMetricData: [cloudWatch.GetMetricDataCommandInput, cloudWatch.GetMetricDataCommandOutput];
  ListMetrics: [cloudWatch.ListMetricsCommandInput, cloudWatch.ListMetricsCommandOutput];
  LookupEvents: [cloudTrail.LookupEventsCommandInput, cloudTrail.LookupEventsCommandOutput];
  GetRole: [iam.GetRoleCommandInput, iam.GetRoleCommandOutput];
  SimulatePrincipalPolicy: [iam.SimulatePrincipalPolicyCommandInput, iam.SimulatePrincipalPolicyCommandOutput];
  DescribeKey: [kms.DescribeKeyCommandInput, kms.DescribeKeyCommandOutput];
  DescribeStacks: [cloudFormation.DescribeStacksCommandInput, cloudFormation.DescribeStacksCommandOutput];
  GetTemplate: [cloudFormation.GetTemplateCommandInput, cloudFormation.GetTemplateCommandOutput];
  ListStackResources: [
    cloudFormation.ListStackResourcesCommandInput,
    cloudFormation.ListStackResourcesCommandOutput,
  ];
  GetCallerIdentity: [sts.GetCallerIdentityCommandInput, sts.GetCallerIdentityCommandOutput];
}

export interface AwsOperations extends S3Operations, OperatorOperations {}

/** All of AWS that operating an access point needs. Each call is one attempt. */
export interface AwsCalls extends S3Control {
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
  readonly cloudFormation?: cloudFormation.CloudFormationClientConfig;
  readonly cloudWatch?: cloudWatch.CloudWatchClientConfig;
  readonly cloudTrail?: cloudTrail.CloudTrailClientConfig;
  readonly iam?: iam.IAMClientConfig;
  readonly kms?: kms.KMSClientConfig;
  readonly sts?: sts.STSClientConfig;
}

/** AWS through the SDK, with one client per service and Region, created on first use. */
export function createAws(config: AwsConfig = {}): AwsCalls {
  const senders: AwsOperationSenders<AwsOperations> = {
    ...makeS3Senders(config.s3Control, config.s3),
    ...makeOperatorSenders(config),
  };
  return {
    call: (region, operation, input) =>
      callWithinLimits(operation, (limits) => senders[operation](region, input, limits)),
  };
}

function makeOperatorSenders(config: AwsConfig): AwsOperationSenders<OperatorOperations> {
  const control = cachePerRegion(
    (region) => new s3Control.S3ControlClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.s3Control, region }),
  );
  const bucket = cachePerRegion((region) => new s3.S3Client({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.s3, region }));
  const metric = cachePerRegion(
    (region) => new cloudWatch.CloudWatchClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.cloudWatch, region }),
  );
  const stack = cachePerRegion((region) =>
    new cloudFormation.CloudFormationClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.cloudFormation, region }));
  const trail = cachePerRegion(
    (region) => new cloudTrail.CloudTrailClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.cloudTrail, region }),
  );
  const identity = cachePerRegion((region) =>
    new iam.IAMClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.iam, region }));
  const key = cachePerRegion((region) => new kms.KMSClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.kms, region }));
  const token = cachePerRegion((region) =>
    new sts.STSClient({ ...SINGLE_ATTEMPT_CLIENT_CONFIG, ...config.sts, region }));
  return {
    CreateJob: (region, input, limits) => control(region).send(new s3Control.CreateJobCommand(input), limits),
    ListJobs: (region, input, limits) => control(region).send(new s3Control.ListJobsCommand(input), limits),
    DescribeJob: (region, input, limits) => control(region).send(new s3Control.DescribeJobCommand(input), limits),
    ListMultiRegionAccessPoints: (region, input, limits) =>
      control(region).send(new s3Control.ListMultiRegionAccessPointsCommand(input), limits),
    GetMultiRegionAccessPointPolicyStatus: (region, input, limits) =>
      control(region).send(new s3Control.GetMultiRegionAccessPointPolicyStatusCommand(input), limits),
    DeleteObject: (region, input, limits) => bucket(region).send(new s3.DeleteObjectCommand(input), limits),
    GetBucketEncryption: (region, input, limits) =>
      bucket(region).send(new s3.GetBucketEncryptionCommand(input), limits),
    GetBucketPolicy: (region, input, limits) => bucket(region).send(new s3.GetBucketPolicyCommand(input), limits),
    GetObject: (region, input, limits) => {
      const options: CallLimits = { ...limits, returnsStream: true };
      return bucket(region).send(new s3.GetObjectCommand(input), options);
    },
    GetObjectLockConfiguration: (region, input, limits) =>
      bucket(region).send(new s3.GetObjectLockConfigurationCommand(input), limits),
    HeadBucket: (region, input, limits) => bucket(region).send(new s3.HeadBucketCommand(input), limits),
    HeadObject: (region, input, limits) => bucket(region).send(new s3.HeadObjectCommand(input), limits),
    ListObjectsV2: (region, input, limits) => bucket(region).send(new s3.ListObjectsV2Command(input), limits),
    PutObject: (region, input, limits) => bucket(region).send(new s3.PutObjectCommand(input), limits),
    DescribeAlarms: (region, input, limits) =>
      metric(region).send(new cloudWatch.DescribeAlarmsCommand(input), limits),
    GetMetricData: (region, input, limits) => metric(region).send(new cloudWatch.GetMetricDataCommand(input), limits),
    ListMetrics: (region, input, limits) => metric(region).send(new cloudWatch.ListMetricsCommand(input), limits),
    LookupEvents: (region, input, limits) => trail(region).send(new cloudTrail.LookupEventsCommand(input), limits),
    GetRole: (region, input, limits) => identity(region).send(new iam.GetRoleCommand(input), limits),
    SimulatePrincipalPolicy: (region, input, limits) =>
      identity(region).send(new iam.SimulatePrincipalPolicyCommand(input), limits),
    DescribeKey: (region, input, limits) => key(region).send(new kms.DescribeKeyCommand(input), limits),
    DescribeStacks: (region, input, limits) =>
      stack(region).send(new cloudFormation.DescribeStacksCommand(input), limits),
    GetTemplate: (region, input, limits) => stack(region).send(new cloudFormation.GetTemplateCommand(input), limits),
    ListStackResources: (region, input, limits) =>
      stack(region).send(new cloudFormation.ListStackResourcesCommand(input), limits),
    GetCallerIdentity: (region, input, limits) => token(region).send(new sts.GetCallerIdentityCommand(input), limits),
  };
}
