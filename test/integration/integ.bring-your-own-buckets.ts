import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { BringYourOwnBucketsStack } from '../../examples/bring-your-own-buckets/stack';
import { testAccessPoint } from './access-point-test';

const app = new App();
const stack = new BringYourOwnBucketsStack(app, 'MrapIntegBringYourOwnBuckets', {
  env: { region: 'eu-west-1' }, removalPolicy: RemovalPolicy.DESTROY,
});
// The example uses existing buckets.
for (const { name, region } of BringYourOwnBucketsStack.BUCKETS) {
  const home = new Stack(app, `MrapInteg-${name}`, { env: { region } });
  new s3.Bucket(home, 'Bucket', { bucketName: name, versioned: true, removalPolicy: RemovalPolicy.DESTROY });
  stack.addDependency(home);
}
testAccessPoint({
  app,
  stacks: [stack],
  accessPointName: 'media-example',
  regions: BringYourOwnBucketsStack.BUCKETS.map(({ region }) => region).sort(),
});
