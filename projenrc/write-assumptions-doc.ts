import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderAssumptionsDoc } from './assumptions-doc';

writeFileSync(path.join(__dirname, '..', 'docs', 'assumptions.md'), renderAssumptionsDoc());
