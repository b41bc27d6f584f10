const { createRequire } = require('node:module');
const { default: Runtime } = require('jest-runtime');

/** What holds nothing of one test that another could see. */
const SHARED = /^(aws-cdk-lib|constructs|cdk-nag|fast-check)(\/|$)/;
const requireOutside = createRequire(__filename);

/**
 * Loads aws-cdk-lib once for each process of jest, as applications do, and not for each test file anew: two hundred and fifty of its modules
 * took half a second each time, and left megabytes behind. Of ours, each file still has its own.
 */
module.exports = class extends Runtime {
  constructor(config, environment, ...others) {
    super(config, environment, ...others);
    // What is shared reads the environment of the process, and writes to its console: copies for each file would be ones that it never sees.
    environment.global.process.env = process.env;
    globalThis.console = environment.global.console;
  }

  requireModuleOrMock(from, moduleName) {
    return SHARED.test(moduleName) ? requireOutside(moduleName) : super.requireModuleOrMock(from, moduleName);
  }
};
