import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { PUBLISHER } from '../publisher';

const ROOT = path.join(__dirname, '..', '..');

/** The bundled command: one file that requires only Node.js. */
export const COMMAND_FILE = 'bin/cdk-s3-mrap.js';

/** The files of the package, by the file of the repository that each one copies. */
const FILES: Readonly<Record<string, string>> = {
  [COMMAND_FILE]: 'cdk-s3-mrap.js',
  'cli/README.md': 'README.md',
  'LICENSE': 'LICENSE',
  'NOTICE': 'NOTICE',
  'docs/command-line.schema.json': 'docs/command-line.schema.json',
  'docs/drill-report.schema.json': 'docs/drill-report.schema.json',
};

/** The properties that the package of the command has in common with the package of the library. */
const COMMON_PROPERTIES = ['version', 'license', 'author', 'repository', 'engines', 'publishConfig'];

/** Makes the manifest of the package of the command. It has neither dependencies nor peer dependencies. */
function makeManifest(): Record<string, unknown> {
  const library = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;
  return {
    name: PUBLISHER.npmCommand,
    description: 'The command line for S3 Multi-Region Access Points: status, failover, drills, linter and simulator',
    ...Object.fromEntries(COMMON_PROPERTIES.map((property) => [property, library[property]])),
    keywords: ['aws', 's3', 'multi-region-access-point', 'mrap', 'failover', 'disaster-recovery', 'cli'],
    bin: { 'cdk-s3-mrap': 'cdk-s3-mrap.js' },
    files: Object.values(FILES),
  };
}

/** Writes the npm package of the command into a folder, and returns the path of its tarball. */
export function writeCommandPackage(destination: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'command-package-'));
  try {
    for (const [source, target] of Object.entries(FILES)) {
      mkdirSync(path.dirname(path.join(folder, target)), { recursive: true });
      copyFileSync(path.join(ROOT, source), path.join(folder, target));
    }
    writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(makeManifest(), undefined, 2)}\n`);
    mkdirSync(destination, { recursive: true });
    const options = ['pack', '--silent', '--pack-destination', path.resolve(destination)];
    return path.join(destination, execFileSync('npm', options, { cwd: folder, encoding: 'utf8' }).trim());
  } finally {
    rmSync(folder, { recursive: true });
  }
}
