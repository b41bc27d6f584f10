import * as path from 'node:path';
import { findPackageRoot } from '../validation/package-root';

function findBundle(name: string): string {
  return path.join(findPackageRoot(__dirname), 'assets', name);
}

/** The folder with the bundle of the custom resource handlers and of the Region switch function. */
export const HANDLERS_BUNDLE_FOLDER = findBundle('handlers');

/** The folder with the bundle of the drill function. */
export const DRILL_BUNDLE_FOLDER = findBundle('drill');
