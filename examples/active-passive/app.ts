import { App } from 'aws-cdk-lib/core';
import { ActivePassiveStack } from './stack';

const app = new App();
new ActivePassiveStack(app, 'Media', { env: { account: '111122223333', region: 'eu-west-1' } });
app.synth();
