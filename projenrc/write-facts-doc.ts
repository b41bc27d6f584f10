import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderFactsDoc } from './facts-doc';

writeFileSync(path.join(__dirname, '..', 'docs', 'facts.md'), renderFactsDoc());
