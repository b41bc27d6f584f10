import * as path from 'node:path';
import { buildTestingPackages } from './build-packages';

process.stdout.write(`${JSON.stringify(buildTestingPackages(path.resolve('dist', 'testing')), undefined, 2)}\n`);
