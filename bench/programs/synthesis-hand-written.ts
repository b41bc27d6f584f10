import { App } from 'aws-cdk-lib/core';
import { declareApplication } from '../hand-written/application';
import { countResources } from './count-resources';
import { report } from './report';

const app = new App({ analyticsReporting: false });
declareApplication(app);
report(countResources(app.synth()));
