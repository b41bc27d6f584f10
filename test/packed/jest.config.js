/** Runs the tests that use the public API alone against the packed library in the place of its sources. */
const { jest: { coverageThreshold, ...shared } } = require('../../package.json');

/** The test files of the public API. A file that imports more of src fails: see no-internals.js. */
const PUBLIC_API_TESTS = [
  'test/access-point/declarations',
  'test/access-point/grants',
  'test/access-point/multi-region-access-point',
  'test/access-point/routes',
  'test/buckets/multi-region-buckets',
  'test/buckets/underlying-bucket',
  'test/handlers/handlers',
  'test/handlers/nag',
  'test/integrations/origin',
  'test/integrations/origin-property',
  'test/operations/failover-drill',
  'test/operations/findings',
  'test/operations/replication-alarms',
  'test/patterns/pipeline',
  'test/patterns/replicated-multi-region-access-point',
  'test/replication/topologies',
  'test/stability/examples',
  'test/synth/replicated-members',
  'test/synth/template-validation',
];

module.exports = {
  ...shared,
  rootDir: '../..',
  testMatch: PUBLIC_API_TESTS.map((file) => `<rootDir>/${file}.test.ts`),
  globalSetup: '<rootDir>/test/packed/unpack.ts',
  moduleNameMapper: {
    '^cdk-s3-mrap$': '<rootDir>/.packed/package/lib/index.js',
    '^(\\.\\./)+src$': '<rootDir>/.packed/package/lib/index.js',
    '^(\\.\\./)+src/': '<rootDir>/test/packed/no-internals.js',
  },
  collectCoverage: false,
  reporters: ['default', ['<rootDir>/test/packed/enough-tests.js', { files: PUBLIC_API_TESTS.length, tests: 420 }]],
};
