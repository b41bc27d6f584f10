import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { EXAMPLES_WITHOUT_TEST, INTEGRATION_TESTS } from './integration-tests';
import { readSnapshot, synthesizeSnapshot } from './snapshots';

/** The versions of aws-cdk-lib choose different runtimes for its own functions. */
const omitRuntimes = (snapshot: object): unknown =>
  JSON.parse(JSON.stringify(snapshot).replace(/"nodejs\d+\.x"/g, '"nodejs"'));

describe('test/integration', () => {
  test.each(INTEGRATION_TESTS.map((example) => [example]))(
    'synthesizes the recorded templates of the integration test %s', (example) => {
      const snapshot = synthesizeSnapshot(example, (file) => jest.isolateModules(() => jest.requireActual(file)));
      expect(Object.keys(snapshot).length).toBeGreaterThan(1);
      expect(omitRuntimes(snapshot)).toEqual(omitRuntimes(readSnapshot(example)));
    });

  test('contains a test of each example, or the reason why the example has none', () => {
    const examples = readdirSync(path.join(__dirname, '..', '..', 'examples'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(client-|demo$|rehearsal$)/.test(entry.name))
      .map(({ name }) => name);
    expect([...INTEGRATION_TESTS, ...Object.keys(EXAMPLES_WITHOUT_TEST)].sort()).toEqual(examples.sort());
  });
});
