import * as path from 'node:path';
import { writeCommandPackage } from './command-package';

writeCommandPackage(path.join(__dirname, '..', '..', 'dist', 'js'));
