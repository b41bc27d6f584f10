import { App } from 'aws-cdk-lib/core';
import { addStacks, type Declaration } from './declaration';

/** The settings of the `cdk` command for the apps that it runs. */
const CONTEXT = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true };

/** Synthesizes the app of a declaration into a folder, in this process. */
export function synthesize(declaration: Declaration, outdir: string): void {
  const app = new App({ outdir, analyticsReporting: true, context: CONTEXT });
  addStacks(app, declaration);
  app.synth();
}
