import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import {
  FailoverConfiguration, ReplicatedMultiRegionAccessPoint, ServerAccessLogs, UnderlyingBucketEncryption,
} from 'cdk-s3-mrap';

/** Encrypted buckets in three Regions with two-way replication. Ireland is active, Virginia and Tokyo are passive. */
export class ActivePassiveStack extends Stack {
  public static readonly REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];

  public readonly media: ReplicatedMultiRegionAccessPoint;

  constructor(
    scope: Construct,
    id: string,
    props?: StackProps & { readonly activeRegions?: string[]; readonly removalPolicy?: RemovalPolicy },
  ) {
    super(scope, id, props);
    this.media = new ReplicatedMultiRegionAccessPoint(this, 'Media', {
      multiRegionAccessPointName: 'media-example',
      bucketNamePrefix: 'media-example',
      regions: ActivePassiveStack.REGIONS,
      encryption: UnderlyingBucketEncryption.kms(),
      serverAccessLogs: ServerAccessLogs.managed(),
      failover: FailoverConfiguration.activePassive(props?.activeRegions ?? ['eu-west-1']),
      removalPolicy: props?.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });

    const transcoder = new iam.Role(this, 'Transcoder', {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    this.media.grants.readWrite(transcoder);
    new CfnOutput(this, 'AccessPointArn', { value: this.media.accessPoint.multiRegionAccessPointArn });
  }
}
