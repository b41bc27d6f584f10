import { malformedXmlError, ServiceError } from '../../engine/service-error';
import { type ObjectOperations } from '../../model/objects';
import { deleteFromBucket } from './delete-object';
import { defineObjectHandler } from './object-handler';

const MAX_OBJECTS = 1_000;

type Output = ObjectOperations['DeleteObjects']['output'];

export const deleteObjectsHandler = defineObjectHandler<'DeleteObjects'>({
  action: 's3:DeleteObject',
  handle: (state, bucket, { input, at }) => {
    const { Objects: objects, BypassGovernanceRetention: bypassGovernance = false } = input;
    if (objects.length === 0 || objects.length > MAX_OBJECTS) {
      throw malformedXmlError(`there are ${objects.length} objects`);
    }
    const output: { [K in keyof Output]: Output[K][number][] } = { Deleted: [], Errors: [] };
    for (const { Key: key, VersionId: versionId } of objects) {
      const request = { ...(versionId !== undefined && { VersionId: versionId }), Key: key };
      try {
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
