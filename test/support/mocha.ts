import { expect } from 'expect';
import { bind } from 'jest-each';
import { interfaces } from 'mocha';
import removeTemporaryFolder from '../after-all-files';
import createTemporaryFolder from '../before-all-files';

createTemporaryFolder();
process.once('exit', removeTemporaryFolder);

const { bdd } = interfaces;

/** Adds the functions of jest to mocha. Mocha loads files once, and then runs their tests for each mutant. */
interfaces.bdd = (suite) => {
  bdd(suite);
  suite.on('pre-require', (context) => {
    const { describe, it } = context;
    Object.assign(context, {
      expect,
      jest: { requireActual: require },
      describe: Object.assign(describe, { each: bind(describe) }),
      test: Object.assign(it, { each: bind(it) }),
    });
  });
};
