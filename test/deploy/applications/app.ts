import { App } from 'aws-cdk-lib/core';
import { CONTEXT, declare, type Declaration } from './declaration';

/** What the command line of the CDK runs: the application that its context declares. */
const app = new App();
declare(app, JSON.parse(app.node.getContext(CONTEXT) as string) as Declaration);
app.synth();
