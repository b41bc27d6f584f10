import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** Finds the root of the package: above `lib`, which contains one file, and above the folders of `src`. */
export function findPackageRoot(folder: string = __dirname): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : findPackageRoot(path.dirname(folder));
}
