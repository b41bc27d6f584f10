import * as path from 'node:path';
import { findPackageRoot } from '../validation/package-root';

function findBundle(name: string): string {
  return path.join(findPackageRoot(__dirname), 'assets', name);
}

/** The folder with the bundle of the custom resource handlers. */
export const HANDLERS_BUNDLE_FOLDER = findBundle('handlers');

/** The folder with the bundle of the functions for drills and for ARC Region switch. */
export const DRILL_BUNDLE_FOLDER = findBundle('drill');
