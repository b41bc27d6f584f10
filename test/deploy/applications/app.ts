import { App } from 'aws-cdk-lib/core';
import { CONTEXT_KEY, addStacks, type Declaration } from './declaration';

/** The app for the `cdk` command; the context value `declaration` describes its stacks. */
const app = new App();
addStacks(app, JSON.parse(app.node.getContext(CONTEXT_KEY) as string) as Declaration);
app.synth();
