import { App, RemovalPolicy } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from '../../examples/active-passive/stack';
import { testAccessPoint } from './access-point-test';

const app = new App();
const stack = new ActivePassiveStack(app, 'MrapIntegActivePassive', {
  env: { region: 'eu-west-1' }, removalPolicy: RemovalPolicy.DESTROY,
});
testAccessPoint({
  app, stacks: [stack], accessPointName: 'media-example', regions: [...ActivePassiveStack.REGIONS].sort(),
});
