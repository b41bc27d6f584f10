import { listExamples } from '../test/stability/examples';
import { testErrorMessage, testPublishedExamples, testTemplates } from './support/common-tests';
import { type Consumer, createJavaConsumer, createPythonConsumer } from './support/consumers';
import { synthesizeExample } from './support/templates';

const INSTALLATION_TIMEOUT = 10 * 60_000;

describe.each([['python', createPythonConsumer], ['java', createJavaConsumer]])('bindings/%s', (_language, install) => {
  let consumer: Consumer;
  beforeAll(() => { consumer = install(); }, INSTALLATION_TIMEOUT);
  afterAll(() => { consumer.remove(); });

  testTemplates(listExamples(), synthesizeExample, (example) => consumer.synthesize(example));
  testErrorMessage(() => consumer.printInvalidDeclaration());
  testPublishedExamples((snippets) => { consumer.verifySnippets(snippets); });
});
