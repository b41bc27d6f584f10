import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

/** The templates of an integration test, by file name, and the dependencies of its stacks. */
export type Snapshot = Readonly<Record<string, unknown>>;

const FOLDER = path.join(__dirname, 'snapshots');
/** The hash of an asset changes with every change of a handler. */
const ASSET_HASH = /\b[0-9a-f]{64}\b/g;
/** The time of the synthesis, which makes CloudFormation repeat an assertion. */
const SALT = /(?<="salt": ")\d+/g;

/** Synthesizes an integration test in this process, and returns its templates without the hashes of assets. */
export function synthesizeSnapshot(example: string, load: (file: string) => unknown): Snapshot {
  const folder = mkdtempSync(path.join(tmpdir(), 'integration-'));
  const { CDK_OUTDIR: former } = process.env;
  process.env.CDK_OUTDIR = folder;
  try {
    load(path.join(__dirname, `integ.${example}.ts`));
    const files = readdirSync(folder).filter((file) => file.endsWith('.template.json')).sort();
    const templates = files.map((file) => [
      file, JSON.parse(readFileSync(path.join(folder, file), 'utf8').replace(ASSET_HASH, '<asset>')
        .replace(SALT, '<salt>')) as unknown,
    ]);
    return { dependencies: readDependencies(folder), ...Object.fromEntries(templates) as Snapshot };
  } finally {
    if (former === undefined) delete process.env.CDK_OUTDIR;
    else process.env.CDK_OUTDIR = former;
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns the stacks that the CDK deploys before each stack. */
function readDependencies(folder: string): Readonly<Record<string, readonly string[]>> {
  const { artifacts } = JSON.parse(readFileSync(path.join(folder, 'manifest.json'), 'utf8')) as {
    readonly artifacts: Readonly<Record<string, { readonly type: string; readonly dependencies?: readonly string[] }>>;
  };
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  return Object.fromEntries(stacks.map(([name, { dependencies = [] }]) =>
    [name, dependencies.filter((other) => stacks.some(([stack]) => stack === other))]));
}

export function readSnapshot(example: string): Snapshot {
  return JSON.parse(readFileSync(path.join(FOLDER, `${example}.json`), 'utf8')) as Snapshot;
}

export function writeSnapshot(example: string, snapshot: Snapshot): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(path.join(FOLDER, `${example}.json`), `${JSON.stringify(snapshot, undefined, 1)}\n`);
}
