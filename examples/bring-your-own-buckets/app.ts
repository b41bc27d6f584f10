import { App } from 'aws-cdk-lib/core';
import { BringYourOwnBucketsStack } from './stack';

const app = new App();
// The stack keeps its original name. Another name would create another stack.
new BringYourOwnBucketsStack(app, 'ActivePassive', { env: { account: '111122223333', region: 'eu-west-1' } });
app.synth();
