import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { completeTablet, type Tablet } from './complete-tablet';
import { parseFixture } from './fixture';

const ROOT = path.join(__dirname, '..', '..');
const TABLET = path.join(ROOT, '.jsii.tabl.json');

const fixture = parseFixture(readFileSync(path.join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8'));
const tablet = JSON.parse(readFileSync(TABLET, 'utf8')) as Tablet;
writeFileSync(TABLET, JSON.stringify(completeTablet(tablet, fixture), undefined, 2));
