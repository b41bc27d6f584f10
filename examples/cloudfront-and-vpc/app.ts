import { App } from 'aws-cdk-lib/core';
import { CloudFrontAndVpcStack } from './stack';

const app = new App();
new CloudFrontAndVpcStack(app, 'CloudFrontAndVpc', { env: { account: '111122223333', region: 'eu-west-1' } });
app.synth();
