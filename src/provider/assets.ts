import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** Finds the root of the package: above `lib`, which contains one file, and above the folders of `src`. */
function findPackageRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : findPackageRoot(path.dirname(folder));
}

function findBundle(name: string): string {
  return path.join(findPackageRoot(__dirname), 'assets', name);
}

/** The folder with the bundle of the custom resource handlers and of the Region switch function. */
export const HANDLERS_CODE = findBundle('handlers');

/** The folder with the bundle of the drill function. */
export const DRILL_CODE = findBundle('drill');
