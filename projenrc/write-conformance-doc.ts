import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderConformanceDoc } from './conformance-doc';

writeFileSync(path.join(__dirname, '..', 'docs', 'conformance.md'), renderConformanceDoc());
