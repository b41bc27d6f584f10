import { existsSync } from 'node:fs';
import * as path from 'node:path';

/** The published library is one file in `lib`, the sources are in folders of `src`: the package's root is above both. */
function findPackageRoot(folder: string): string {
  return existsSync(path.join(folder, 'package.json')) ? folder : findPackageRoot(path.dirname(folder));
}

const bundleFolder = (name: string) => path.join(findPackageRoot(__dirname), 'assets', name);

/** The bundle of the custom-resource handlers and of the Region switch function. */
export const HANDLERS_CODE = bundleFolder('handlers');

/** The bundle of the drill function. */
export const DRILL_CODE = bundleFolder('drill');
