import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { App } from 'aws-cdk-lib/core';
import { BringYourOwnBucketsStack } from '../../examples/bring-your-own-buckets/stack';

/** The other tests do without aws-cdk-lib's own validator of templates, which costs a second each time; older versions have none. */
test('aws-cdk-lib finds nothing wrong with the templates', () => {
  const before = process.env.CDK_VALIDATION;
  delete process.env.CDK_VALIDATION;
  try {
    const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
    const stack = new BringYourOwnBucketsStack(app, 'ActivePassive', { env: { account: '111122223333', region: 'eu-west-1' } });
    const assembly = app.synth();
    const messages = assembly.getStackArtifact(stack.artifactId).messages.map(({ level, entry }) => `${level} ${String(entry.data)}`);
    expect(messages.filter((message) => !message.includes('MRAP555'))).toEqual([]);
    expect(JSON.parse(readFileSync(path.join(assembly.directory, `${stack.artifactId}.template.json`), 'utf8'))).toHaveProperty('Resources');
  } finally {
    process.env.CDK_VALIDATION = before;
  }
});
