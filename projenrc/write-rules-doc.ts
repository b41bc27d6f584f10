import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderRulesDoc } from './rules-doc';

const file = path.join(__dirname, '..', 'docs', 'rules.md');
mkdirSync(path.dirname(file), { recursive: true });
writeFileSync(file, renderRulesDoc());
