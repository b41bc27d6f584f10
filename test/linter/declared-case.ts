import * as path from 'node:path';
import { App, CfnElement, CfnResource, Stack } from 'aws-cdk-lib/core';
import { readRegionRulesFromCdkContext } from '../../cli/lint/cdk-context';
import { loadTemplates } from '../../cli/lint/load-templates';
import { asFields } from '../../src/linter/evaluation/read';
import { ENVIRONMENT } from './corpus';

/** The sections of a template other than its resources. */
class OtherSections extends CfnElement {
  constructor(scope: Stack, private readonly sections: object) {
    super(scope, 'OtherSections');
  }

  public _toCloudFormation(): object { return this.sections; }
}

/** A case of the corpus as an application: a stack for each template, and a construct for each resource. */
export function declareCase(source: string): App {
  const { additionalRegions, allowedRegions } = readRegionRulesFromCdkContext(source);
  const context = {
    ...(additionalRegions !== undefined && { 'cdk-s3-mrap:additionalRegions': additionalRegions }),
    ...(allowedRegions !== undefined && { 'cdk-s3-mrap:allowedRegions': allowedRegions }),
  };
  const app = new App({ context, treeMetadata: false, analyticsReporting: false });
  for (const { template, stackName, region, account } of loadTemplates(source, ENVIRONMENT).stacks) {
    const { Resources: resources, ...sections } = asFields(template) ?? {};
    const stack = new Stack(app, path.basename(stackName).replace(/\W/g, '-'), { env: { region, account } });
    new OtherSections(stack, sections);
    for (const [logicalId, body] of Object.entries(asFields(resources) ?? {})) {
      declareResource(stack, logicalId, asFields(body) ?? {});
    }
  }
  return app;
}

function declareResource(
  stack: Stack, logicalId: string, { Type: type, ...rest }: Readonly<Record<string, unknown>>,
): void {
  const resource = new CfnResource(stack, logicalId, { type: String(type) });
  resource.overrideLogicalId(logicalId);
  for (const [key, value] of Object.entries(rest)) resource.addOverride(key, value);
}
