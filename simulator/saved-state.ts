import { deserialize, serialize } from 'node:v8';
import { type SimulatedBucket } from './buckets/simulated-buckets';
import { type SimulatedAccessPoint } from './engine/access-point';
import { type RegionDials } from './engine/routes-timeline';
import { type SimulatorState } from './engine/simulator-state';
import { type MultipartUpload } from './objects/multipart-upload';
import { type StoredVersion } from './objects/object-version';
import { type ReplicationTask } from './objects/replication/replication-task';

const FORMAT = 'cdk-s3-mrap simulator state 2';

type SavedBucket = Omit<SimulatedBucket, 'objects'> & {
  readonly versions: readonly (readonly [key: string, versions: readonly StoredVersion[]])[];
  readonly uploads: ReadonlyMap<string, MultipartUpload>;
};

/** The parts of the state that a restart keeps. Access points come from the setup, and only their routes are kept. */
interface SavedState {
  readonly format: typeof FORMAT;
  readonly buckets: readonly SavedBucket[];
  readonly routes: readonly { readonly alias: string; readonly dials: RegionDials }[];
  readonly pending: readonly ReplicationTask[];
  readonly writes: number;
  readonly versionIds: number;
}

function listAccessPoints({ accounts }: SimulatorState): SimulatedAccessPoint[] {
  return [...accounts.values()].flatMap(({ accessPoints }) => [...accessPoints.values()]);
}

function saveBucket({ objects, ...bucket }: SimulatedBucket): SavedBucket {
  const versions = objects.keys().map((key) => [key, objects.versions(key)] as const);
  return { ...bucket, versions, uploads: objects.uploads };
}

/** Returns the buckets with their objects, the routes and the pending copies in the format of Node.js. */
export function saveState(state: SimulatorState): Uint8Array {
  const saved: SavedState = {
    format: FORMAT,
    buckets: state.buckets.list().map(saveBucket),
    routes: listAccessPoints(state).map(({ alias, routes: { latest: { dials } } }) => ({ alias, dials })),
    pending: state.replication.pending,
    writes: state.nextWriteOrder(),
    versionIds: state.identifiers.countVersions(),
  };
  return serialize(saved);
}

function parseSavedState(bytes: Uint8Array): SavedState {
  const value = Object(deserialize(bytes)) as Partial<SavedState>;
  if (value.format !== FORMAT) throw new Error('the format of the saved state is unknown');
  return value as SavedState;
}

function restoreBucket(state: SimulatorState, saved: SavedBucket): void {
  const { name, region, accountId, createdAt, versions, uploads, ...settings } = saved;
  const bucket = state.buckets.get(name) ?? state.buckets.add(name, region, accountId, createdAt);
  Object.assign(bucket, settings);
  for (const [key, stored] of versions) stored.forEach((version) => bucket.objects.add(key, version));
  for (const [id, upload] of uploads) bucket.objects.uploads.set(id, upload);
}

/** Restores a state into a simulator that has the same access points. Throws an error if the format is unknown. */
export function restoreState(state: SimulatorState, bytes: Uint8Array): void {
  const saved = parseSavedState(bytes);
  for (const bucket of saved.buckets) restoreBucket(state, bucket);
  const at = state.advanceToNow();
  for (const { alias, dials } of saved.routes) {
    const accessPoint = listAccessPoints(state).find((candidate) => candidate.alias === alias);
    accessPoint?.routes.submit(dials, 'us-east-1', at, () => 0);
  }
  state.skipWriteOrders(saved.writes);
  state.identifiers.skipVersions(saved.versionIds);
  state.replication.addTasks(saved.pending);
}
