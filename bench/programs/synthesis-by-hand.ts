import { App } from 'aws-cdk-lib/core';
import { declareByHand } from '../by-hand/application';
import { countResources } from './count-resources';
import { report } from './report';

const app = new App({ analyticsReporting: false });
declareByHand(app);
report(countResources(app.synth()));
