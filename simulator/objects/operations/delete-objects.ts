import { refuseUnauthorized } from '../../engine/refuse-unauthorized';
import { malformedXmlError, ServiceError } from '../../engine/service-error';
import { type ObjectOperations } from '../../model/objects';
import { findPermissionResources } from '../find-permission-resources';
import { targetResource } from '../find-target';
import { noSuchVersionError } from '../find-version';
import { checkWriteConditions } from '../request-conditions';
import { isVersionId } from '../version-id';
import { deleteFromBucket } from './delete-object';
import { defineObjectHandler } from './object-handler';
import { findBypassActions } from './write-permissions';

const MAX_OBJECTS = 1_000;

type Output = ObjectOperations['DeleteObjects']['output'];

export const deleteObjectsHandler = defineObjectHandler<'DeleteObjects'>({
  findFurtherActions: findBypassActions,
  handle: (state, bucket, call) => {
    const { input, at } = call;
    const { Objects: objects, BypassGovernanceRetention: bypassGovernance = false } = input;
    if (objects.length === 0 || objects.length > MAX_OBJECTS) {
      throw malformedXmlError(`there are ${objects.length} objects`);
    }
    const output: { [K in keyof Output]: Output[K][number][] } = { Deleted: [], Errors: [] };
    for (const { Key: key, VersionId: versionId, ETag: etag } of objects) {
      const request = { ...(versionId !== undefined && { VersionId: versionId }), Key: key };
      try {
        const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
        const permission = { action, resource: targetResource(input.Bucket, key) };
        const deletion = { ...call, input: { Bucket: input.Bucket, ...request } };
        refuseUnauthorized(state, call, permission, findPermissionResources(state, deletion, permission));
        if (versionId !== undefined && !isVersionId(versionId)) throw noSuchVersionError(key, versionId);
        checkWriteConditions(bucket.objects.current(key), { IfMatch: etag });
        const { VersionId: id, DeleteMarker: isMarker } =
          deleteFromBucket(state, bucket, { key, versionId, at, bypassGovernance });
        const marker = isMarker === true && { DeleteMarker: true, DeleteMarkerVersionId: id };
        output.Deleted.push({ ...request, ...marker });
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        output.Errors.push({ ...request, Code: error.code, Message: error.message });
      }
    }
    return output;
  },
});
