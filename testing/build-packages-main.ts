import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Argument, Command } from 'commander';
import { buildTestingPackage, buildTestingPackages, type TestingLanguage } from './build-packages';

/** The version of a release, which the first job of the release writes. */
const VERSION_FILE = path.resolve('dist', 'version.txt');

/** Later jobs of a release have the version in their package.json. */
function readVersion(): string {
  if (existsSync(VERSION_FILE)) return readFileSync(VERSION_FILE, 'utf8').trim();
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
}

new Command()
  .name('package:testing')
  .description('Builds the packages cdk-s3-mrap-testing for npm, PyPI and Maven')
  .addArgument(
    new Argument('[language]', 'build the package of one language').choices(['javascript', 'python', 'java']),
  )
  .argument('[outdir]', 'folder of the packages', path.join('dist', 'testing'))
  .action((language: TestingLanguage | undefined, outdir: string) => {
    const folder = path.resolve(outdir);
    const built = language === undefined
      ? buildTestingPackages(folder, readVersion()) : buildTestingPackage(language, folder, readVersion());
    process.stdout.write(`${JSON.stringify(built, undefined, 2)}\n`);
  })
  .parse();
