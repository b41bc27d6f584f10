import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type SimulatorState } from '../../engine/simulator-state';
import { type ObjectOperations } from '../../model/objects';
import { chooseVersionId, NULL_VERSION } from '../bucket-objects';
import { refuseLockedVersion } from '../object-lock';
import { type DeleteMarker, NOT_REPLICATED } from '../object-version';
import { checkWriteConditions } from '../request-conditions';
import { defineObjectHandler } from './object-handler';
import { findBypassActions } from './write-permissions';

type DeleteOutput = ObjectOperations['DeleteObject']['output'];

/** Deletes the current version: a bucket with versioning adds a delete marker instead. */
function deleteCurrent(state: SimulatorState, bucket: SimulatedBucket, key: string, at: number): DeleteOutput {
  if (bucket.versioning === undefined) {
    bucket.objects.remove(key, NULL_VERSION);
    return {};
  }
  const marker: DeleteMarker = {
    kind: 'delete-marker',
    versionId: chooseVersionId(bucket.versioning, () => state.identifiers.versionId()),
    createdAt: at,
    order: state.nextWriteOrder(),
    isReplica: false,
    replication: NOT_REPLICATED,
  };
  bucket.objects.add(key, marker);
  state.replication.addVersion(bucket, key, marker, at);
  return { VersionId: marker.versionId, DeleteMarker: true };
}

/** Deletes one version permanently. Replication never copies such a deletion. */
function deleteVersion(
  bucket: SimulatedBucket, key: string, versionId: string, at: number, bypassGovernance: boolean,
): DeleteOutput {
  const version = bucket.objects.find(key, versionId);
  if (version === undefined) return { VersionId: versionId };
  refuseLockedVersion(version, at, bypassGovernance);
  bucket.objects.remove(key, versionId);
  return { VersionId: versionId, ...(version.kind === 'delete-marker' && { DeleteMarker: true }) };
}

interface Deletion {
  readonly key: string;
  readonly versionId?: string;
  readonly at: number;
  readonly bypassGovernance: boolean;
}

/** Deletes the current version of a key, or the named version. */
export function deleteFromBucket(
  state: SimulatorState, bucket: SimulatedBucket, { key, versionId, at, bypassGovernance }: Deletion,
): DeleteOutput {
  return versionId === undefined
    ? deleteCurrent(state, bucket, key, at) : deleteVersion(bucket, key, versionId, at, bypassGovernance);
}

export const deleteObjectHandler = defineObjectHandler<'DeleteObject'>({
  action: 's3:DeleteObject',
  versionAction: 's3:DeleteObjectVersion',
  findFurtherActions: findBypassActions,
  handle: (state, bucket, { input, at }) => {
    const { Key: key, VersionId: versionId, BypassGovernanceRetention: bypassGovernance = false } = input;
    checkWriteConditions(bucket.objects.current(key), { IfMatch: input.IfMatch });
    return deleteFromBucket(state, bucket, { key, versionId, at, bypassGovernance });
  },
});
