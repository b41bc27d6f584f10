import { IDENTIFIER_FORMS } from '../../../src/facts/identifiers';
import { findPartition, PARTITIONS } from '../../../src/facts/partitions';
import { REGIONS } from '../../../src/facts/regions';
import { compareNames, type Difference } from '../difference';
import { type Inputs, type PartitionsInput, type PartitionTable } from '../inputs/inputs';

const input = 'partition tables';
const PARTITIONS_FILE = 'src/facts/partitions.ts';
const REGIONS_FILE = 'src/facts/regions.ts';
const COMMERCIAL = 'aws';

/** A partition with the Regions of all tables, because some tables are published later than others. */
export function mergedPartitions({ tables }: PartitionsInput): PartitionTable[] {
  const merged = new Map<string, PartitionTable>();
  for (const table of Object.values(tables).flat()) {
    const known = merged.get(table.partition);
    const named = Object.entries(table.regions).filter(([, name]) => name !== undefined);
    merged.set(table.partition, {
      ...table,
      ...known,
      regions: { ...table.regions, ...Object.fromEntries(named), ...known?.regions },
    });
  }
  return [...merged.values()];
}

export function checkPartitions({ partitions }: Inputs): Difference[] {
  if (partitions === undefined) return [];
  const merged = mergedPartitions(partitions);
  const tablesWith = (region: string) => Object.entries(partitions.tables)
    .filter(([, table]) => table.some(({ regions }) => region in regions)).map(([name]) => name).join(' and ');
  const commercial = merged.find(({ partition }) => partition === COMMERCIAL)?.regions ?? {};
  return [
    ...compareNames({
      theirs: merged.map(({ partition }) => partition),
      ours: PARTITIONS.map(({ partition }) => partition),
      input,
      file: PARTITIONS_FILE,
    }, {
      fact: (name) => `partition ${name}`, detail: { new: 'PARTITIONS lacks it', gone: 'PARTITIONS has it' },
    }),
    ...compareNames({
      theirs: Object.keys(commercial),
      ours: REGIONS.map(({ region }) => region),
      input,
      file: REGIONS_FILE,
    }, {
      fact: (name) => `Region ${name}`, detail: { new: 'REGIONS lacks it', gone: 'REGIONS has it' },
    }).map((entry) => (entry.kind === 'gone' ? entry : describe(entry, commercial, tablesWith))),
    ...REGIONS.flatMap(({ region, name }): Difference[] => {
      const theirs = commercial[region];
      return theirs === undefined || plain(theirs) === plain(name)
        ? [] : [{
          kind: 'changed',
          input,
          fact: `name of ${region}`,
          detail: `${theirs}; REGIONS has ${name}`,
          file: REGIONS_FILE,
        }];
    }),
    ...merged.flatMap(checkCodes),
  ];
}

/** The tables write São Paulo without its accent. */
function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '');
}

function describe(
  entry: Difference, names: PartitionTable['regions'], tablesWith: (region: string) => string,
): Difference {
  const region = entry.fact.replace('Region ', '');
  return { ...entry, detail: `${names[region] ?? 'without a name'}, in ${tablesWith(region)}; ${entry.detail}` };
}

/** A Region must have a code of the known form, and the code must lead to its partition. */
function checkCodes({ partition, regions }: PartitionTable): Difference[] {
  return Object.keys(regions).flatMap((region): Difference[] => [
    ...(IDENTIFIER_FORMS.REGION.pattern.test(region) ? [] : [{
      kind: 'changed',
      input,
      fact: `code ${region}`,
      detail: 'IDENTIFIER_FORMS.REGION refuses it',
      file: 'src/facts/identifiers.ts',
    } as const]),
    ...(findPartition(region) === partition ? [] : [{
      kind: 'changed',
      input,
      fact: `partition of ${region}`,
      detail: `${partition}; this project finds ${findPartition(region)}`,
      file: PARTITIONS_FILE,
    } as const]),
  ]);
}
