import {
  type LegalHoldStatus, type ObjectChecksum, type ObjectHeaders, type ReplicationStatus, type Retention,
} from '../model/objects';
import { type Tag } from '../model/replication';

/** A value that requests can change after the creation of a version. The change with the highest order is current. */
export interface ChangeableValue<T> {
  readonly value: T;
  readonly order: number;
}

/** The values of a version that requests can change. Replication copies them too. */
export interface ChangeableValues {
  readonly tags: ChangeableValue<readonly Tag[]>;
  readonly acl: ChangeableValue<string>;
  readonly legalHold: ChangeableValue<LegalHoldStatus | undefined>;
  readonly retention: ChangeableValue<Retention | undefined>;
}

/** The status of the replication to each destination bucket. */
export type ReplicationStatuses = ReadonlyMap<string, Exclude<ReplicationStatus, 'REPLICA'>>;

export const NOT_REPLICATED: ReplicationStatuses = new Map();

/** Most versions have equal statuses. They share one map, because a map needs more memory than a small object. */
const SHARED_STATUSES = new Map<string, ReplicationStatuses>();

interface VersionBase {
  readonly versionId: string;
  readonly createdAt: number;
  /** The position in the order of all writes, because several writes can have the same time. */
  readonly order: number;
  /** Whether replication created this version. */
  readonly isReplica: boolean;
  replication: ReplicationStatuses;
}

export interface ObjectVersion extends VersionBase {
  readonly kind: 'object';
  readonly body: Uint8Array;
  readonly etag: string;
  readonly checksum: ObjectChecksum;
  readonly headers: ObjectHeaders;
  /** The sizes of the parts of a multipart upload. */
  readonly partSizes?: readonly number[];
  values: ChangeableValues;
}

export interface DeleteMarker extends VersionBase {
  readonly kind: 'delete-marker';
}

export type StoredVersion = ObjectVersion | DeleteMarker;

/** Merges the changes of two copies of a version. The later change of each value wins, in any order of merges. */
export function mergeValues(a: ChangeableValues, b: ChangeableValues): ChangeableValues {
  const later = <K extends keyof ChangeableValues>(name: K) => (a[name].order >= b[name].order ? a[name] : b[name]);
  return { tags: later('tags'), acl: later('acl'), legalHold: later('legalHold'), retention: later('retention') };
}

export function setReplicationStatus(
  version: StoredVersion, destination: string, status: Exclude<ReplicationStatus, 'REPLICA'>,
): void {
  const changed = new Map(version.replication).set(destination, status);
  const key = JSON.stringify([...changed]);
  version.replication = SHARED_STATUSES.get(key) ?? changed;
  SHARED_STATUSES.set(key, version.replication);
}

/** Returns the status that the header `x-amz-replication-status` contains. */
export function findReplicationStatus({ isReplica, replication }: StoredVersion): ReplicationStatus | undefined {
  const statuses = [...replication.values()];
  if (statuses.includes('FAILED')) return 'FAILED';
  if (statuses.includes('PENDING')) return 'PENDING';
  if (isReplica) return 'REPLICA';
  return statuses.length > 0 ? 'COMPLETED' : undefined;
}

/** Returns the storage class of an object, which lists contain. */
export function findStorageClass(headers: ObjectHeaders): string {
  return headers['x-amz-storage-class'] ?? 'STANDARD';
}
