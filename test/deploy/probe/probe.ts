import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { ACCOUNT, type Ministack, VERSION } from '../emulator/ministack';
import { type Moto, MOTO_VERSION } from '../emulator/moto';
import { Recorder, RECORDER_STACK } from './recorder';
import { BUCKET_PROPERTIES, type ResourceProbe, RESOURCE_PROBES } from './resource-probes';
import { probeS3Control } from './s3-control';
import { probeReplication } from './s3-replication';
import { type ProbeContext, SEMANTICS } from './semantics';
import { type Resources, Stacks } from './stacks';
import { queryState, REGION } from './state-query';

/** The results of the probe: by row, whether the emulator behaves like AWS, or the behavior that differs from AWS. */
export interface ProbeTable {
  readonly ministack: string;
  readonly moto: string;
  readonly rows: Readonly<Record<string, boolean | string>>;
}

type Rows = Record<string, boolean | string>;

const FILE = path.join(__dirname, 'table.json');
const VERSIONS = { ministack: VERSION, moto: MOTO_VERSION };
const OPERATIONS = ['create', 'update', 'replace', 'delete'] as const;

/** Returns the row id of an operation on a resource type. */
export function resourceTypeRow(type: string, operation: typeof OPERATIONS[number]): string {
  return `${type}: ${operation}`;
}

/** Returns the row id of a bucket property. */
export function bucketPropertyRow(property: string): string {
  return `AWS::S3::Bucket: ${property} takes effect`;
}

export function readTable(): ProbeTable {
  return JSON.parse(readFileSync(FILE, 'utf8')) as ProbeTable;
}

export function writeTable(rows: ProbeTable['rows']): void {
  writeFileSync(FILE, `${JSON.stringify({ ...VERSIONS, rows }, undefined, 2)}\n`);
}

/** Lists the rows that differ from the recorded table. */
export function findChanges(recorded: ProbeTable, rows: ProbeTable['rows']): string[] {
  const ids = [...new Set([...Object.keys(recorded.rows), ...Object.keys(rows)])].filter(
    (id) => recorded.rows[id] !== rows[id],
  );
  const version = (['ministack', 'moto'] as const).filter((name) => recorded[name] !== VERSIONS[name]).map((name) =>
    `the table was recorded with ${name} ${recorded[name]}, but ${VERSIONS[name]} is installed`);
  return [...version, ...ids.map((id) => `${id}: recorded ${recorded.rows[id]}, found ${rows[id]}`)];
}

/** Creates, updates, replaces and deletes one resource. After a failed step the later ones fail too. */
async function probeType(ministack: Ministack, stacks: Stacks, resourceProbe: ResourceProbe): Promise<Rows> {
  const { type, prerequisites = {}, variants, properties, stateQuery, replaceable } = resourceProbe;
  const [one, two] = variants ?? ['', ''];
  const stack = `probe-${type.replaceAll('::', '-').toLowerCase()}`;
  const resources = (variant: string, name: string): Resources => ({
    ...prerequisites,
    Probe: { Type: type, Properties: properties(variant, name) },
  });
  const id = async () => (await stacks.physicalIds(stack)).Probe;
  const readState = async (physicalId: string) =>
    (stateQuery === undefined ? undefined : queryState(ministack, stateQuery(physicalId)));
  const showsVariant = async (physicalId: string, variant: string) =>
    stateQuery === undefined || (await readState(physicalId))?.includes(variant) === true;
  // KMS keeps a deleted key for a waiting period.
  const isGone = async (physicalId: string) => {
    const state = await readState(physicalId);
    return state === undefined || !state.includes(physicalId) || state.includes('PendingDeletion');
  };
  const create = () => stacks.create(stack, resources(one, 'first'));
  const update = () => stacks.update(stack, resources(two, 'first'));
  const replace = () => stacks.update(stack, resources(two, 'second'));
  const rows: Rows = {};
  const check = async (operation: typeof OPERATIONS[number], runCheck: () => Promise<boolean>) => {
    rows[resourceTypeRow(type, operation)] = await runCheck().catch(() => false);
  };

  await check('create', async () => await create() === 'CREATE_COMPLETE' && showsVariant(await id(), one));
  const createdId = await id().catch(() => '');
  if (variants) {
    await check('update', async () =>
      await update() === 'UPDATE_COMPLETE' && await id() === createdId && showsVariant(createdId, two));
  }
  if (replaceable) {
    await check('replace', async () => {
      const isReplaced = await replace() === 'UPDATE_COMPLETE' && await id() !== createdId;
      return isReplaced && await showsVariant(await id(), two) && isGone(createdId);
    });
  }
  const lastId = await id().catch(() => '');
  await check('delete', async () => await stacks.delete(stack) === 'DELETE_COMPLETE' && isGone(lastId));
  // Without a created resource the deletion proves nothing.
  return rows[resourceTypeRow(type, 'create')]
    ? rows
    : Object.fromEntries(Object.keys(rows).map((row) => [row, false]));
}

async function probeBucketProperties(ministack: Ministack, stacks: Stacks): Promise<Rows> {
  const rows: Rows = {};
  for (const { property, value, query, expectedText } of BUCKET_PROPERTIES) {
    const name = `probe-${property.toLowerCase()}`.slice(0, 63);
    await stacks.create(name, {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: name, [property]: value } },
    });
    const state = await queryState(ministack, { service: 's3', path: `/${name}?${query}` });
    rows[bucketPropertyRow(property)] = state?.includes(expectedText) === true;
    await stacks.delete(name);
  }
  return rows;
}

async function probeSemantics(context: ProbeContext): Promise<Rows> {
  const rows: Rows = {};
  for (const [index, [id, runCheck]] of Object.entries(SEMANTICS).entries()) {
    rows[id] = await runCheck(context, `probe-semantics-${index}`);
  }
  return rows;
}

/** Probes the emulators and returns all rows of the table. */
export async function probe(ministack: Ministack, moto: Moto): Promise<Rows> {
  const stacks = new Stacks(ministack);
  const recorder = new Recorder(ACCOUNT, REGION);
  await recorder.start();
  try {
    const rows: Rows = {};
    for (const resourceProbe of RESOURCE_PROBES) Object.assign(rows, await probeType(ministack, stacks, resourceProbe));
    Object.assign(rows, await probeBucketProperties(ministack, stacks));
    await stacks.create('probe-recorder', RECORDER_STACK);
    const readBucket = (name: string) => queryState(ministack, { service: 's3', path: `/${name}?versioning` });
    Object.assign(rows, await probeSemantics({ stacks, recorder, readBucket }));
    for (const [emulator, { url }] of Object.entries({ ministack, moto })) {
      Object.assign(rows, await probeS3Control(emulator, url), await probeReplication(emulator, url));
    }
    return rows;
  } finally {
    await recorder.stop();
    stacks.close();
  }
}
