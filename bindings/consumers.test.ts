import { App, Stack } from 'aws-cdk-lib/core';
import { MrapValidationError, MultiRegionAccessPoint, UnderlyingBucket } from '../src';
import { exampleNames } from '../test/stability/examples';
import { type Consumer, javaConsumer, pythonConsumer } from './support/consumers';
import { snippets } from './support/snippets';
import { synthesizeExample } from './support/templates';

const INSTALLATION = 10 * 60_000;

/** What TypeScript is told of the declaration that every language has as `mistaken`. */
function mistake(): MrapValidationError {
  const stack = new Stack(new App(), 'Mistaken', { env: { account: '111122223333', region: 'eu-west-1' } });
  try {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'Media_Example',
      buckets: [UnderlyingBucket.fromBucketName('media-one', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-two', 'eu-west-1')],
    });
  } catch (error) {
    if (MrapValidationError.isMrapValidationError(error)) return error;
    throw error;
  }
  throw new Error('the mistake was not noticed');
}

describe.each([['Python', pythonConsumer], ['Java', javaConsumer]])('%s', (_language, install) => {
  let consumer: Consumer;
  beforeAll(() => { consumer = install(); }, INSTALLATION);
  afterAll(() => { consumer.remove(); });

  // To the last character: not even the hashes of assets differ, since the packages carry the same files.
  test.each(exampleNames())('%s makes the templates that TypeScript makes', (example) => {
    const templates = synthesizeExample(example);
    expect(Object.keys(templates)).not.toEqual([]);
    expect(consumer.synthesize(example)).toEqual(templates);
  });

  test('an error says where, and of each mistake its code and what to do', () => {
    const { constructPath, findings } = mistake();
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(['MRAP101', 'MRAP202']);
    const told = consumer.mistaken();
    expect(told).toContain(constructPath);
    for (const { ruleId, message, fix } of findings) expect(told).toContain(`[${ruleId}] ${message}; ${fix}`);
  });

  test('every example that is shown in this language works', () => {
    expect(snippets().length).toBeGreaterThan(20);
    consumer.tryOut(snippets());
  });
});
