import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { completeTablet, listOriginals, replaceGo, type Tablet } from './complete-tablet';
import { parseFixture } from './fixture';
import { translateExamples } from './go/complete-go';

const ROOT = path.join(__dirname, '..', '..');
const TABLET = path.join(ROOT, '.jsii.tabl.json.gz');

const fixture = readFileSync(path.join(ROOT, 'rosetta', 'default.ts-fixture'), 'utf8');
const tablet = JSON.parse(gunzipSync(readFileSync(TABLET)).toString()) as Tablet;
const completed = completeTablet(tablet, parseFixture(fixture));
const inGo = translateExamples(fixture, listOriginals(completed));
writeFileSync(TABLET, gzipSync(JSON.stringify(replaceGo(completed, inGo))));
