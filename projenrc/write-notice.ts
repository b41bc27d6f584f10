import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderNotice } from './security/notice';

writeFileSync(path.join(__dirname, '..', 'NOTICE'), renderNotice());
