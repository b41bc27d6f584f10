import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as core from 'aws-cdk-lib/core';
import { BringYourOwnBucketsStack } from '../../examples/bring-your-own-buckets/stack';

/** Other tests disable the template validator of aws-cdk-lib, which takes a second. Older versions do not have it. */
const HAS_VALIDATOR = 'CloudFormationValidatePlugin' in core;

function createValidatedApp(): core.App {
  return new core.App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
}

let previousSetting: string | undefined;
beforeEach(() => {
  previousSetting = process.env.CDK_VALIDATION;
  delete process.env.CDK_VALIDATION;
});
afterEach(() => {
  process.env.CDK_VALIDATION = previousSetting;
});

describe('BringYourOwnBucketsStack', () => {
  test('synthesizes templates that aws-cdk-lib accepts', () => {
    const app = createValidatedApp();
    const stack = new BringYourOwnBucketsStack(app, 'ActivePassive', {
      env: { account: '111122223333', region: 'eu-west-1' },
    });
    const assembly = app.synth();
    const messages = assembly.getStackArtifact(stack.artifactId).messages
      .map(({ level, entry }) => `${level} ${String(entry.data)}`);
    expect(messages.filter((message) => !message.includes('MRAP555'))).toEqual([]);
    expect(JSON.parse(readFileSync(path.join(assembly.directory, `${stack.artifactId}.template.json`), 'utf8')))
      .toHaveProperty('Resources');
  });

  test('verifies that aws-cdk-lib validates templates', () => {
    const app = createValidatedApp();
    new core.CfnResource(new core.Stack(app, 'Invalid'), 'Bucket', {
      type: 'AWS::S3::Bucket',
      properties: { Unknown: true },
    });
    const synthesize = () => { app.synth(); };
    if (HAS_VALIDATOR) expect(synthesize).toThrow('Unknown');
    else expect(synthesize).not.toThrow();
  });
});
