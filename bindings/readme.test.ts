import { testReadme } from './support/common-tests';

const MINUTES = 60_000;

describe('README.md', () => {
  // Go has a suite of its own.
  testReadme('TypeScript', 15 * MINUTES);
  testReadme('Python', 15 * MINUTES);
  testReadme('Java', 15 * MINUTES);
});
