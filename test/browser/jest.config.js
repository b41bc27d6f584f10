/** The configuration of package.json for tests that need a browser, which `npm test` does not run. */
const { jest: shared } = require('../../package.json');

module.exports = {
  ...shared,
  rootDir: '../..',
  roots: ['<rootDir>/test/browser'],
  testMatch: ['**/*.browser.ts'],
  collectCoverage: false,
  reporters: ['default'],
  testTimeout: 120000,
};
