import { App, RemovalPolicy } from 'aws-cdk-lib/core';
import { CloudFrontAndVpcStack } from '../../examples/cloudfront-and-vpc/stack';
import { testAccessPoint } from './access-point-test';

const app = new App();
const stack = new CloudFrontAndVpcStack(app, 'MrapIntegCloudFrontAndVpc', {
  env: { region: 'eu-west-1' }, removalPolicy: RemovalPolicy.DESTROY,
});
testAccessPoint({ app, stacks: [stack], accessPointName: 'media-example', regions: ['eu-west-1', 'us-east-1'] });
