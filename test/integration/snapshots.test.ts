import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import { EXAMPLES_WITHOUT_TEST, INTEGRATION_TESTS } from './integration-tests';
import { readSnapshot, synthesizeSnapshot } from './snapshots';

describe('test/integration', () => {
  test.each(INTEGRATION_TESTS.map((example) => [example]))(
    'synthesizes the recorded templates of the integration test %s', (example) => {
      const snapshot = synthesizeSnapshot(example, (file) => jest.isolateModules(() => jest.requireActual(file)));
      expect(Object.keys(snapshot).length).toBeGreaterThan(1);
      expect(snapshot).toEqual(readSnapshot(example));
    });

  test('contains a test of each example, or the reason why the example has none', () => {
    const examples = readdirSync(path.join(__dirname, '..', '..', 'examples'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(client-|demo$|rehearsal$)/.test(entry.name))
      .map(({ name }) => name);
    expect([...INTEGRATION_TESTS, ...Object.keys(EXAMPLES_WITHOUT_TEST)].sort()).toEqual(examples.sort());
  });
});
