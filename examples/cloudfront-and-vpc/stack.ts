import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { type RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import {
  MultiRegionAccessPointOrigin, MultiRegionAccessPointVpcEndpoint, ReplicatedMultiRegionAccessPoint,
  UnderlyingBucketEncryption,
} from 'cdk-s3-mrap';

/** Two encrypted buckets behind one access point. Viewers use CloudFront; other clients can connect only from a VPC. */
export class CloudFrontAndVpcStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps & { readonly removalPolicy?: RemovalPolicy }) {
    super(scope, id, props);
    const { accessPoint } = new ReplicatedMultiRegionAccessPoint(this, 'Media', {
      multiRegionAccessPointName: 'media-example',
      regions: ['eu-west-1', 'us-east-1'],
      encryption: UnderlyingBucketEncryption.kms(),
      removalPolicy: props?.removalPolicy,
    });

    new cloudfront.Distribution(this, 'Distribution', {
      defaultBehavior: {
        origin: new MultiRegionAccessPointOrigin(accessPoint),
        viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
    });

    const vpc = new ec2.Vpc(this, 'Vpc', {
      availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      natGateways: 0,
      subnetConfiguration: [{ name: 'Clients', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });
    const endpoint = new MultiRegionAccessPointVpcEndpoint(this, 'Endpoint', {
      vpc,
      multiRegionAccessPoints: [accessPoint],
    });
    endpoint.restrict(accessPoint);
  }
}
