import { App } from 'aws-cdk-lib/core';
import { BringYourOwnBucketsStack } from './stack';

const app = new App();
// The name under which it was first deployed: whoever renames a stack makes another one.
new BringYourOwnBucketsStack(app, 'ActivePassive', { env: { account: '111122223333', region: 'eu-west-1' } });
app.synth();
