import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ACCOUNT, type Ministack, VERSION } from '../emulator/ministack';
import { ask, REGION } from './ask';
import { Recorder, RECORDER_STACK } from './recorder';
import { type Probed, SEMANTICS } from './semantics';
import { BUCKET_PROPERTIES, type Specimen, SPECIMENS } from './specimens';
import { type Resources, Stacks } from './stacks';

/** What the emulator does as AWS does; the reason stands where it does not. */
export interface ProbeTable {
  readonly ministack: string;
  readonly rows: Readonly<Record<string, boolean>>;
}

type Rows = Record<string, boolean>;

const FILE = path.join(__dirname, 'table.json');
const OPERATIONS = ['create', 'update', 'replace', 'delete'] as const;

/** The row of an operation on a resource type. */
export function typeRow(type: string, operation: typeof OPERATIONS[number]): string {
  return `${type}: ${operation}`;
}

/** The row of a property of buckets. */
export function bucketRow(property: string): string {
  return `AWS::S3::Bucket: ${property} takes effect`;
}

export function recordedTable(): ProbeTable {
  return JSON.parse(readFileSync(FILE, 'utf8')) as ProbeTable;
}

export function recordTable(rows: ProbeTable['rows']): void {
  writeFileSync(FILE, `${JSON.stringify({ ministack: VERSION, rows }, undefined, 2)}\n`);
}

/** Gaps that have closed or opened since the table was recorded. */
export function changes(recorded: ProbeTable, rows: ProbeTable['rows']): string[] {
  const ids = [...new Set([...Object.keys(recorded.rows), ...Object.keys(rows)])].filter((id) => recorded.rows[id] !== rows[id]);
  const version = recorded.ministack === VERSION ? [] : [`the table speaks of ministack ${recorded.ministack}, installed is ${VERSION}`];
  return [...version, ...ids.map((id) => `${id}: recorded ${recorded.rows[id]}, found ${rows[id]}`)];
}

/** Makes, changes, replaces and deletes one resource; a step that fails leaves those after it failed. */
async function probeType(ministack: Ministack, stacks: Stacks, specimen: Specimen): Promise<Rows> {
  const { type, beside = {}, marks, properties, look, replaceable } = specimen;
  const [one, two] = marks ?? ['', ''];
  const stack = `probe-${type.replaceAll('::', '-').toLowerCase()}`;
  const resources = (mark: string, name: string): Resources => ({ ...beside, Probe: { Type: type, Properties: properties(mark, name) } });
  const id = async () => (await stacks.physicalIds(stack)).Probe;
  const sees = async (physicalId: string, mark: string) => look === undefined || (await ask(ministack, look(physicalId)))?.includes(mark) === true;
  // KMS keeps a key that is to be deleted for some time.
  const isGone = async (physicalId: string) => {
    const found = look === undefined ? undefined : await ask(ministack, look(physicalId));
    return found === undefined || !found.includes(physicalId) || found.includes('PendingDeletion');
  };
  const found: Rows = {};
  const note = async (operation: typeof OPERATIONS[number], holds: () => Promise<boolean>) => {
    found[typeRow(type, operation)] = await holds().catch(() => false);
  };

  const first = 'first';
  await note('create', async () => await stacks.create(stack, resources(one, first)) === 'CREATE_COMPLETE' && sees(await id(), one));
  const made = await id().catch(() => '');
  if (marks) {
    await note('update', async () => await stacks.update(stack, resources(two, first)) === 'UPDATE_COMPLETE' && await id() === made && sees(made, two));
  }
  if (replaceable) {
    await note('replace', async () =>
      await stacks.update(stack, resources(two, 'second')) === 'UPDATE_COMPLETE' && await id() !== made && await sees(await id(), two) && isGone(made));
  }
  const last = await id().catch(() => '');
  await note('delete', async () => await stacks.delete(stack) === 'DELETE_COMPLETE' && isGone(last));
  // What was never made was not deleted either.
  return found[typeRow(type, 'create')] ? found : Object.fromEntries(Object.keys(found).map((row) => [row, false]));
}

async function probeBucketProperties(ministack: Ministack, stacks: Stacks): Promise<Rows> {
  const rows: Rows = {};
  for (const { property, value, query, shows } of BUCKET_PROPERTIES) {
    const name = `probe-${property.toLowerCase()}`.slice(0, 63);
    await stacks.create(name, { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name, [property]: value } } });
    rows[bucketRow(property)] = (await ask(ministack, { service: 's3', path: `/${name}?${query}` }))?.includes(shows) === true;
    await stacks.delete(name);
  }
  return rows;
}

async function probeSemantics(probed: Probed): Promise<Rows> {
  const rows: Rows = {};
  for (const [index, [id, holds]] of Object.entries(SEMANTICS).entries()) rows[id] = await holds(probed, `probe-semantics-${index}`);
  return rows;
}

/** Every row of the table, found out anew. */
export async function probe(ministack: Ministack): Promise<Rows> {
  const stacks = new Stacks(ministack);
  const recorder = new Recorder(ACCOUNT, REGION);
  await recorder.start();
  try {
    const rows: Rows = {};
    for (const specimen of SPECIMENS) Object.assign(rows, await probeType(ministack, stacks, specimen));
    Object.assign(rows, await probeBucketProperties(ministack, stacks));
    await stacks.create('probe-recorder', RECORDER_STACK);
    Object.assign(rows, await probeSemantics({ stacks, recorder, bucket: (name) => ask(ministack, { service: 's3', path: `/${name}?versioning` }) }));
    return rows;
  } finally {
    await recorder.stop();
    stacks.close();
  }
}
