import { App } from 'aws-cdk-lib/core';
import { ReplicatedStack } from './stack';

const app = new App();
new ReplicatedStack(app, 'Media', { env: { account: '111122223333', region: 'eu-west-1' } });
app.synth();
