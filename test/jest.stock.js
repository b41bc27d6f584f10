const { jest: { runtime, setupFilesAfterEnv, ...stock } } = require('../package.json');

/** Runs the suite as jest itself does: without test/runtime.js and without the changes of test/after-each-file.ts. */
module.exports = { ...stock, rootDir: '..', collectCoverage: false };
