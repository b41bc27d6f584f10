import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as core from 'aws-cdk-lib/core';
import { BringYourOwnBucketsStack } from '../../examples/bring-your-own-buckets/stack';

/** The other tests do without aws-cdk-lib's own validator of templates, which costs a second each time; older versions have none. */
const HAS_VALIDATOR = 'CloudFormationValidatePlugin' in core;

function validatedApp(): core.App {
  return new core.App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
}

let before: string | undefined;
beforeEach(() => {
  before = process.env.CDK_VALIDATION;
  delete process.env.CDK_VALIDATION;
});
afterEach(() => {
  process.env.CDK_VALIDATION = before;
});

test('aws-cdk-lib finds nothing wrong with the templates', () => {
  const app = validatedApp();
  const stack = new BringYourOwnBucketsStack(app, 'ActivePassive', { env: { account: '111122223333', region: 'eu-west-1' } });
  const assembly = app.synth();
  const messages = assembly.getStackArtifact(stack.artifactId).messages.map(({ level, entry }) => `${level} ${String(entry.data)}`);
  expect(messages.filter((message) => !message.includes('MRAP555'))).toEqual([]);
  expect(JSON.parse(readFileSync(path.join(assembly.directory, `${stack.artifactId}.template.json`), 'utf8'))).toHaveProperty('Resources');
});

test('it would, where it looks', () => {
  const app = validatedApp();
  new core.CfnResource(new core.Stack(app, 'Mistaken'), 'Bucket', { type: 'AWS::S3::Bucket', properties: { Nonsense: true } });
  const synthesize = () => { app.synth(); };
  if (HAS_VALIDATOR) expect(synthesize).toThrow('Nonsense');
  else expect(synthesize).not.toThrow();
});
