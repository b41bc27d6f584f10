import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { testAccessPoint } from './access-point-test';
import { ReplicatedMultiRegionAccessPoint } from 'cdk-s3-mrap';

// The application of examples/minimal, whose buckets are deleted after the test.
const app = new App();
const stack = new Stack(app, 'MrapIntegMinimal', { env: { region: 'eu-west-1' } });
new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
  multiRegionAccessPointName: 'mrap-integ-minimal',
  regions: ['eu-west-1', 'us-east-1'],
  removalPolicy: RemovalPolicy.DESTROY,
});
testAccessPoint({
  app, stacks: [stack], accessPointName: 'mrap-integ-minimal', regions: ['eu-west-1', 'us-east-1'],
});
