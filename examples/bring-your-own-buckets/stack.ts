import * as iam from 'aws-cdk-lib/aws-iam';
import { CfnOutput, type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { FailoverConfiguration, MultiRegionAccessPoint, UnderlyingBucket } from 'cdk-s3-mrap';

/** One access point for three existing buckets. Ireland is active, Virginia and Tokyo are passive. */
export class BringYourOwnBucketsStack extends Stack {
  public static readonly BUCKETS = [
    { name: 'media-example-ireland', region: 'eu-west-1' },
    { name: 'media-example-virginia', region: 'us-east-1' },
    { name: 'media-example-tokyo', region: 'ap-northeast-1' },
  ];

  public readonly accessPoint: MultiRegionAccessPoint;

  constructor(
    scope: Construct,
    id: string,
    props?: StackProps & { readonly activeRegions?: string[]; readonly removalPolicy?: RemovalPolicy },
  ) {
    super(scope, id, props);
    this.accessPoint = new MultiRegionAccessPoint(this, 'Media', {
      multiRegionAccessPointName: 'media-example',
      buckets: BringYourOwnBucketsStack.BUCKETS.map(({ name, region }) =>
        UnderlyingBucket.fromBucketName(name, region)),
      removalPolicy: props?.removalPolicy,
      failover: FailoverConfiguration.activePassive(props?.activeRegions ?? ['eu-west-1']),
    });

    const transcoder = new iam.Role(this, 'Transcoder', {
      assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com'),
    });
    this.accessPoint.grants.readWrite(transcoder);
    new CfnOutput(this, 'AccessPointArn', { value: this.accessPoint.multiRegionAccessPointArn });
  }
}
