import { App, Stack } from 'aws-cdk-lib/core';
import { ReplicatedMultiRegionAccessPoint } from 'cdk-s3-mrap';

const app = new App();
const stack = new Stack(app, 'Minimal', { env: { region: 'eu-west-1' } });
new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
  multiRegionAccessPointName: 'media-minimal',
  regions: ['eu-west-1', 'us-east-1'],
});
app.synth();
