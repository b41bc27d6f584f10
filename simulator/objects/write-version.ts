import { makeDefaultRetention } from '../buckets/bucket-settings';
import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { ServiceError } from '../engine/service-error';
import { type SimulatorState } from '../engine/simulator-state';
import { type ObjectWrite } from '../model/objects';
import { chooseVersionId } from './bucket-objects';
import { addDefaultEncryption } from './encryption';
import { checkRetentionChange, requireObjectLock } from './object-lock';
import { type ChangeableValues, NOT_REPLICATED, type ObjectVersion } from './object-version';
import { checkTags } from './tags';

export const DEFAULT_ACL = 'private';
const MAX_KEY_BYTES = 1_024;

/** The content of a new version. */
export type VersionContent = Pick<ObjectVersion, 'body' | 'etag' | 'checksum' | 'partSizes'>;

/** Checks a key and the settings of a write before any data is stored. */
export function checkWrite(bucket: SimulatedBucket, key: string, write: Partial<ObjectWrite>, at: number): void {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new ServiceError('KeyTooLongError', 'Your key is too long');
  }
  checkTags(write.Tags ?? []);
  if (write.LegalHold === undefined && write.Retention === undefined) return;
  requireObjectLock(bucket);
  checkRetentionChange(undefined, write.Retention, at, false);
}

function makeValues({ Tags: tags, ACL: acl, LegalHold: legalHold, Retention: retention }: Partial<ObjectWrite>,
  order: number): ChangeableValues {
  const unset = { value: undefined, order };
  return {
    tags: { value: tags ?? [], order },
    acl: { value: acl ?? DEFAULT_ACL, order },
    legalHold: legalHold === undefined ? unset : { value: legalHold, order },
    retention: retention === undefined ? unset : { value: retention, order },
  };
}

/** Stores a new version and queues its replication. */
export function writeVersion(
  state: SimulatorState, bucket: SimulatedBucket, key: string, write: ObjectWrite,
  { body, etag, checksum, partSizes }: VersionContent, at: number,
): ObjectVersion {
  const order = state.nextWriteOrder();
  const version: ObjectVersion = {
    kind: 'object',
    versionId: chooseVersionId(bucket.versioning, () => state.identifiers.versionId()),
    createdAt: at,
    order,
    isReplica: false,
    replication: NOT_REPLICATED,
    headers: addDefaultEncryption(bucket, write.Headers),
    values: makeValues({ ...write, Retention: write.Retention ?? makeDefaultRetention(bucket.objectLock, at) }, order),
    body,
    etag,
    checksum,
    partSizes,
  };
  bucket.objects.add(key, version);
  state.replication.addVersion(bucket, key, version, at);
  return version;
}

/** Changes a value of a version and queues its replication. */
export function changeValue<K extends keyof ChangeableValues>(
  state: SimulatorState, bucket: SimulatedBucket, key: string, version: ObjectVersion, name: K,
  value: ChangeableValues[K]['value'], at: number,
): void {
  version.values = { ...version.values, [name]: { value, order: state.nextWriteOrder() } };
  state.replication.addValues(bucket, key, version, at);
}
