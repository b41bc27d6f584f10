/** The same as everywhere, but for the files: they need a browser, which `npm test` must not. */
const { jest: shared } = require('../../package.json');

module.exports = { ...shared, rootDir: '../..', roots: ['<rootDir>/test/browser'], testMatch: ['**/*.browser.ts'], collectCoverage: false, reporters: ['default'], testTimeout: 120000 };
