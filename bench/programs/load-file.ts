import { createRequire } from 'node:module';
import { mark, report } from './report';

const load = createRequire(__filename);
const begin = mark();
const loaded = load(process.argv[2]) as object;
report(Object.keys(loaded).length, begin);
