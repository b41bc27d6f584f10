/** Runs the tests that use the public API alone against the packed library in the place of its sources. */
const { jest: { coverageThreshold, ...shared } } = require('../../package.json');

/** The test files of the public API. A file that imports more of src fails: see no-internals.js. */
const PUBLIC_API_TESTS = [
  'test/constructs/access-point/declarations',
  'test/constructs/access-point/grants',
  'test/constructs/access-point/multi-region-access-point',
  'test/constructs/access-point/routes',
  'test/constructs/buckets/multi-region-buckets',
  'test/constructs/buckets/support-stack',
  'test/constructs/buckets/underlying-bucket',
  'test/provider/handlers',
  'test/provider/nag',
  'test/constructs/integrations/origin',
  'test/constructs/integrations/origin-property',
  'test/constructs/operations/failover-drill',
  'test/constructs/operations/findings',
  'test/constructs/operations/replication-alarms',
  'test/constructs/patterns/pipeline',
  'test/constructs/patterns/replicated-multi-region-access-point',
  'test/constructs/replication/iam',
  'test/constructs/replication/topologies',
  'test/stability/examples',
  'test/validation/construct-registry',
  'test/validation/template-validation',
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
  reporters: ['default', ['<rootDir>/test/packed/enough-tests.js', { files: PUBLIC_API_TESTS.length, tests: 515 }]],
};
