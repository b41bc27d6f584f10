import { createRequire } from 'node:module';
import { INTEGRATION_TESTS } from './integration-tests';
import { synthesizeSnapshot, writeSnapshot } from './snapshots';

const load = createRequire(__filename);
for (const example of INTEGRATION_TESTS) writeSnapshot(example, synthesizeSnapshot(example, load));
