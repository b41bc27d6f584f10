import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type TemplateResource } from '../../../examples/demo/template';

const RECORDED_FOLDER = path.join(__dirname, '..', 'recorded');
const DEPLOYED_ARTIFACTS = ['aws:cloudformation:stack', 'cdk:asset-manifest'];

interface AssetManifest {
  readonly files: Readonly<Record<string, { readonly source: { readonly path: string; readonly packaging: string } }>>;
}

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly type: string }>>;
}

type Resources = Readonly<Record<string, TemplateResource>>;

/**
 * Replaces the synthesized app in a folder with a recorded one.
 *
 * The recorded app contains no function code. Each recorded function gets the code of the current function with the
 * same logical id, stored under the name of the recorded asset.
 */
export function installRecordedTemplates(version: string, folder: string): void {
  const currentCode = findCodeHashes(folder);
  const assets = mkdtempSync(path.join(tmpdir(), 'assets-'));
  cpSync(folder, assets, { recursive: true });
  rmSync(folder, { recursive: true });
  cpSync(path.join(RECORDED_FOLDER, version), folder, { recursive: true });
  for (const [id, hash] of findCodeHashes(folder)) {
    const source = findAssetPath(folder, hash);
    const code = currentCode.get(id);
    if (code === undefined) throw new Error(`the current app has no function ${id}`);
    const target = path.join(folder, source);
    if (!existsSync(target)) cpSync(path.join(assets, findAssetPath(assets, code)), target, { recursive: true });
  }
  rmSync(assets, { recursive: true });
}

/** Records the synthesized app in a folder, without the code of its functions. */
export function recordTemplates(version: string, folder: string): void {
  const target = path.join(RECORDED_FOLDER, version);
  rmSync(target, { recursive: true, force: true });
  const names = readdirSync(folder).filter((name) => /\.(template|assets)\.json$/.test(name));
  for (const name of names) cpSync(path.join(folder, name), path.join(target, name));
  const { artifacts, ...manifest } = readJson(path.join(folder, 'manifest.json')) as Manifest;
  // Deployments do not read other artifacts and metadata.
  const requiredArtifacts = Object.entries(artifacts).filter(([, { type }]) => DEPLOYED_ARTIFACTS.includes(type))
    .map(([id, artifact]) => [id, { ...artifact, metadata: undefined, additionalMetadataFile: undefined }]);
  const recorded = { ...manifest, artifacts: Object.fromEntries(requiredArtifacts) };
  writeFileSync(path.join(target, 'manifest.json'), `${JSON.stringify(recorded, undefined, 2)}\n`);
}

/** Returns the asset hash of each function by logical id. */
function findCodeHashes(folder: string): Map<string, string> {
  const resources = listFiles(folder, '.template.json')
    .flatMap((file) => Object.entries((readJson(file) as { Resources: Resources }).Resources));
  const functions = resources.filter(([, { Type: type }]) => type === 'AWS::Lambda::Function');
  const parseHash = (code: unknown) => (code as { S3Key: string }).S3Key.replace('.zip', '');
  return new Map(functions.map(([id, { Properties: properties }]) => [id, parseHash(properties.Code)]));
}

function findAssetPath(folder: string, hash: string): string {
  const manifests = listFiles(folder, '.assets.json').map((file) => readJson(file) as AssetManifest);
  const asset = manifests.map(({ files }) => files[hash]).find((file) => file !== undefined);
  if (asset === undefined) throw new Error(`${folder} has no asset ${hash}`);
  return asset.source.path;
}

function listFiles(folder: string, end: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith(end)).map((name) => path.join(folder, name));
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

