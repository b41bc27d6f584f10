import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type CloudFormationInput, type ResourceSchema } from './inputs';
import { assertReadable } from './unavailable';

/**
 * A file for each Region maps types to schemas. It was Python until cfn-lint 1.48 and is JSON now; a line is the same
 * in both.
 */
const PROVIDER = /^(?<region>[a-z]{2,4}([-_][a-z]+)+[-_]\d)\.(json|py)$/;
const TYPE = /"(?<type>\w+::\w+::\w+(?:::MODULE)?)": "(?<hash>[0-9a-f]{16})"/g;

/**
 * Reads the registry schemas in the package cfn-lint. `folder` contains it as `cfnlint`; `types` are the resource types
 * that this project uses. Regions with equal schemas share a file.
 */
export function readCloudFormation(folder: string, types: readonly string[]): CloudFormationInput {
  const data = path.join(folder, 'cfnlint', 'data');
  const providers = path.join(data, 'schemas', 'providers');
  const files = existsSync(providers) ? readdirSync(providers).filter((file) => PROVIDER.test(file)) : [];
  assertReadable('cfn-lint', files.length > 20, 'file of types for each Region');
  const hashes = new Map(files.map((file) => [regionOf(file), hashesIn(path.join(providers, file))]));
  const relevant = (type: string) => types.includes(type) || /^AWS::S3::|MultiRegionAccessPoint/.test(type);
  const typesIn = Object.fromEntries([...hashes]
    .map(([region, found]) => [region, Object.keys(found).filter(relevant).sort()]));
  // Where Regions have different schemas, us-east-1 has the newest.
  const ordered = [...hashes]
    .sort(([a], [b]) => Number(b === 'us-east-1') - Number(a === 'us-east-1') || a.localeCompare(b));
  const schemas = types.flatMap((type): [string, ResourceSchema][] => {
    const hash = ordered.map(([, found]) => found[type]).find((entry) => entry !== undefined);
    return hash === undefined
      ? []
      : [[type, readJson(path.join(data, 'schemas', 'resources', `${hash}.json`)) as ResourceSchema]];
  });
  assertReadable(
    'cfn-lint',
    schemas.some(([type]) => type === 'AWS::S3::MultiRegionAccessPoint'),
    'schema of AWS::S3::MultiRegionAccessPoint',
  );
  const lifecycle = readJson(path.join(data, 'AdditionalSpecs', 'LmbdRuntimeLifecycle.json')) as Record<string, {
    readonly deprecated?: string | null;
  }>;
  return {
    schemas: Object.fromEntries(schemas),
    typesIn,
    runtimeDeprecations: Object.fromEntries(Object.entries(lifecycle)
      .map(([runtime, { deprecated }]) => [runtime, deprecated ?? undefined])),
  };
}

function regionOf(file: string): string {
  return PROVIDER.exec(file)!.groups!.region.replaceAll('_', '-');
}

function hashesIn(file: string): Record<string, string> {
  const found = [...readFileSync(file, 'utf8').matchAll(TYPE)]
    .map(({ groups }) => [groups!.type, groups!.hash] as const);
  assertReadable('cfn-lint', found.length > 100, `type in ${path.basename(file)}`);
  return Object.fromEntries(found);
}

function readJson(file: string): unknown {
  assertReadable('cfn-lint', existsSync(file), path.basename(file));
  return JSON.parse(readFileSync(file, 'utf8'));
}
