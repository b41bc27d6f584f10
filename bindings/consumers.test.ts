import { App, Stack } from 'aws-cdk-lib/core';
import { MrapValidationError, MultiRegionAccessPoint, UnderlyingBucket } from '../src';
import { listExamples } from '../test/stability/examples';
import { type Consumer, createJavaConsumer, createPythonConsumer } from './support/consumers';
import { readSnippets } from './support/snippets';
import { synthesizeExample } from './support/templates';

const INSTALLATION_TIMEOUT = 10 * 60_000;

/** Returns the error of the invalid declaration that each language has as `invalid-declaration`. */
function catchInvalidDeclaration(): MrapValidationError {
  const env = { account: '111122223333', region: 'eu-west-1' };
  const stack = new Stack(new App(), 'InvalidDeclaration', { env });
  try {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'Media_Example',
      buckets: ['media-one', 'media-two'].map((name) => UnderlyingBucket.fromBucketName(name, 'eu-west-1')),
    });
  } catch (error) {
    if (MrapValidationError.isMrapValidationError(error)) return error;
    throw error;
  }
  throw new Error('the construct accepted an invalid declaration');
}

describe.each([['python', createPythonConsumer], ['java', createJavaConsumer]])('bindings/%s', (_language, install) => {
  let consumer: Consumer;
  beforeAll(() => { consumer = install(); }, INSTALLATION_TIMEOUT);
  afterAll(() => { consumer.remove(); });

  // The asset hashes are equal as well, because all packages contain the same files.
  test.each(listExamples())('synthesizes the same templates as TypeScript for %s', (example) => {
    const templates = synthesizeExample(example);
    expect(Object.keys(templates)).not.toEqual([]);
    expect(consumer.synthesize(example)).toEqual(templates);
  });

  test('prints the construct path and the code, message and repair of each finding', () => {
    const { constructPath, findings } = catchInvalidDeclaration();
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['MRAP101', 'MRAP202']);
    const printed = consumer.printInvalidDeclaration();
    expect(printed).toContain(constructPath);
    for (const { ruleId, message, fix } of findings) expect(printed).toContain(`[${ruleId}] ${message}; ${fix}`);
  });

  test('accepts every published example', () => {
    const snippets = readSnippets();
    expect(snippets.length).toBeGreaterThan(20);
    consumer.verifySnippets(snippets);
  });
});
