import { readdirSync } from 'node:fs';

/** The integration tests, by the name of their example. */
export const INTEGRATION_TESTS: readonly string[] = readdirSync(__dirname)
  .flatMap((file) => /^integ\.(?<example>.+)\.ts$/.exec(file)?.groups?.example ?? []);

/** Examples without an integration test, with the reason. */
export const EXAMPLES_WITHOUT_TEST: Readonly<Record<string, string>> = {
  'adopt-existing': 'the access points that it adopts and imports belong to other tools',
  'lint-only': 'its access point has a bucket that no stack creates; the example shows findings and is not deployed',
  'pipelines': 'a pipeline needs a connection to a repository, which a person confirms in the console',
};
