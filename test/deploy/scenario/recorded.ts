import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type TemplateResource } from '../../../examples/demo/template';

const RECORDED = path.join(__dirname, '..', 'recorded');

interface AssetManifest {
  readonly files: Readonly<Record<string, { readonly source: { readonly path: string; readonly packaging: string } }>>;
}

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly type: string }>>;
}

type Resources = Readonly<Record<string, TemplateResource>>;

/**
 * Puts a recorded application in the place of the one that is synthesized there. The code of functions is not recorded: a function of the recorded
 * templates gets that of the function with its logical id today, under the name of the recorded asset.
 */
export function assemble(version: string, folder: string): void {
  const today = codeByFunction(folder);
  const kept = mkdtempSync(path.join(tmpdir(), 'assets-'));
  cpSync(folder, kept, { recursive: true });
  rmSync(folder, { recursive: true });
  cpSync(path.join(RECORDED, version), folder, { recursive: true });
  for (const [id, hash] of codeByFunction(folder)) {
    const source = sourceOf(folder, hash);
    const code = today.get(id);
    if (code === undefined) throw new Error(`recorded function ${id} is not there today`);
    const target = path.join(folder, source);
    if (!existsSync(target)) cpSync(path.join(kept, sourceOf(kept, code)), target, { recursive: true });
  }
  rmSync(kept, { recursive: true });
}

/** The application that is synthesized in a folder becomes a recorded one: everything but the code of its functions. */
export function record(version: string, folder: string): void {
  const target = path.join(RECORDED, version);
  rmSync(target, { recursive: true, force: true });
  const names = readdirSync(folder).filter((name) => /\.(template|assets)\.json$/.test(name));
  for (const name of names) cpSync(path.join(folder, name), path.join(target, name));
  const { artifacts, ...manifest } = readJson(path.join(folder, 'manifest.json')) as Manifest;
  // What no deployment reads.
  const needed = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack' || type === 'cdk:asset-manifest')
    .map(([id, artifact]) => [id, { ...artifact, metadata: undefined, additionalMetadataFile: undefined }]);
  writeFileSync(path.join(target, 'manifest.json'), `${JSON.stringify({ ...manifest, artifacts: Object.fromEntries(needed) }, undefined, 2)}\n`);
}

/** The hash of the code of each function, by the function's logical id. */
function codeByFunction(folder: string): Map<string, string> {
  const resources = filesIn(folder, '.template.json').flatMap((file) => Object.entries((readJson(file) as { Resources: Resources }).Resources));
  const functions = resources.filter(([, { Type: type }]) => type === 'AWS::Lambda::Function');
  return new Map(functions.map(([id, { Properties: properties }]) => [id, (properties.Code as { S3Key: string }).S3Key.replace('.zip', '')]));
}

function sourceOf(folder: string, hash: string): string {
  const found = filesIn(folder, '.assets.json').map((file) => (readJson(file) as AssetManifest).files[hash]).find((entry) => entry !== undefined);
  if (found === undefined) throw new Error(`${folder} has no asset ${hash}`);
  return found.source.path;
}

function filesIn(folder: string, end: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(end)).map((name) => path.join(folder, name));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

