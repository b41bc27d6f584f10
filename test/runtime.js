const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** Packages without state that one test could share with another. */
const SHARED = /^(aws-cdk-lib|constructs|cdk-nag|fast-check)(\/|$)/;
const requireOutside = createRequire(__filename);

/**
 * Loads aws-cdk-lib once per jest process instead of once per test file.
 *
 * Its 250 modules took half a second per file and leaked megabytes. Our own modules are still loaded for each file.
 */
module.exports = class extends Runtime {
  constructor(config, environment, ...others) {
    super(config, environment, ...others);
    // Shared modules use the environment and console of the process, so test files must not get copies.
    environment.global.process.env = process.env;
    globalThis.console = environment.global.console;
  }

  requireModuleOrMock(from, moduleName) {
    return SHARED.test(moduleName) ? requireOutside(moduleName) : super.requireModuleOrMock(from, moduleName);
  }
};
