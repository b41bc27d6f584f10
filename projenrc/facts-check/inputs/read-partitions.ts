import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { type PartitionsInput, type PartitionTable } from './inputs';
import { assertReadable } from './unavailable';

interface RawPartitions {
  readonly partitions: readonly {
    readonly id: string;
    readonly regionRegex: string;
    readonly outputs: { readonly dnsSuffix: string; readonly supportsDualStack: boolean };
    readonly regions: Readonly<Record<string, { readonly description?: string }>>;
  }[];
}

interface RawEndpoints {
  readonly partitions: readonly {
    readonly partition: string;
    readonly dnsSuffix: string;
    readonly regions: Readonly<Record<string, { readonly description?: string }>>;
  }[];
}

interface RegionInfo {
  readonly name: string;
  readonly partition?: string;
}

/** Reads the tables of partitions and Regions: two of botocore, and the package `@aws-cdk/region-info`. */
export function readPartitions(folders: { readonly python: string; readonly npm: string }): PartitionsInput {
  const data = path.join(folders.python, 'botocore', 'data');
  const tables = {
    'botocore partitions.json': fromPartitions(readJson(path.join(data, 'partitions.json'))),
    'botocore endpoints.json': fromEndpoints(readJson(path.join(data, 'endpoints.json'))),
    '@aws-cdk/region-info': fromRegionInfo(folders.npm),
  };
  for (const [name, table] of Object.entries(tables)) {
    assertReadable(
      name,
      table.some(({ partition, regions }) => partition === 'aws' && 'us-east-1' in regions),
      'partition aws with us-east-1',
    );
  }
  return { tables };
}

function fromPartitions({ partitions }: RawPartitions): PartitionTable[] {
  return partitions.map(({ id, regionRegex, outputs: { dnsSuffix, supportsDualStack }, regions }) =>
    ({ partition: id, regionRegex, dnsSuffix, supportsDualStack, regions: namesOf(regions) }));
}

function fromEndpoints({ partitions }: RawEndpoints): PartitionTable[] {
  return partitions.map(({ partition, dnsSuffix, regions }) => ({ partition, dnsSuffix, regions: namesOf(regions) }));
}

function fromRegionInfo(folder: string): PartitionTable[] {
  const load = createRequire(path.join(folder, 'node_modules', '@aws-cdk', 'region-info', 'package.json'));
  const { RegionInfo: info } = load('@aws-cdk/region-info') as { RegionInfo: { regions: readonly RegionInfo[] } };
  const partitions = [...new Set(info.regions.flatMap(({ partition }) => partition ?? []))];
  return partitions.map((partition) => ({
    partition,
    regions: Object.fromEntries(info.regions.filter((region) => region.partition === partition)
      .map(({ name }) => [name, undefined])),
  }));
}

/** `aws-global` and its like are no Regions. */
function namesOf(regions: Readonly<Record<string, {
  readonly description?: string;
}>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(regions).filter(([region]) => !region.endsWith('-global'))
    .map(([region, { description }]) => [region, description]));
}

function readJson<T>(file: string): T {
  assertReadable('botocore', existsSync(file), path.basename(file));
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
