import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { findBuiltPackage, ROOT } from '../../bindings/support/files';
import createTemporaryFolder from '../before-all-files';

/** Unpacks the tarball where it finds aws-cdk-lib and constructs, as it would below a node_modules folder. */
export default function (): void {
  createTemporaryFolder();
  const folder = path.join(ROOT, '.packed');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  execFileSync('tar', ['--extract', '--gzip', '--file', findBuiltPackage('.jsii.tgz'), '--directory', folder]);
}
