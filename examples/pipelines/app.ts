import { App } from 'aws-cdk-lib/core';
import { PipelineStack } from './stack';

const app = new App();
new PipelineStack(app, 'Pipeline', { env: { account: '111122223333', region: 'eu-west-1' } });
app.synth();
