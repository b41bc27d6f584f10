import { listExamples } from '../test/stability/examples';
import { type Consumer, createJavaConsumer, createPythonConsumer } from './support/consumers';
import { catchInvalidDeclaration } from './support/invalid-declaration';
import { readSnippets } from './support/snippets';
import { synthesizeExample } from './support/templates';

const INSTALLATION_TIMEOUT = 10 * 60_000;

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
