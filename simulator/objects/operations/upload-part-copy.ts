import { computeChecksum } from '../checksums';
import { cutCopiedRange } from '../copied-range';
import { findCopySource, findSourcePermissions } from '../copy-source';
import { pickEncryption } from '../encryption';
import { makeKeyPermissions } from '../key-permissions';
import { checkPartNumber } from '../multipart-upload';
import { findUpload, findUploadKeyUses } from './multipart';
import { defineObjectHandler } from './object-handler';
import { makeETag } from './put-object';

export const uploadPartCopyHandler = defineObjectHandler<'UploadPartCopy'>({
  action: 's3:PutObject',
  findOtherPermissions: (state, call, bucket) => [
    ...findSourcePermissions(state, call),
    ...makeKeyPermissions(state.settings, call.accountId, bucket, findUploadKeyUses(bucket, call.input)),
  ],
  handle: async (state, bucket, call) => {
    const { input, at } = call;
    const { PartNumber: number, SourceRange: range } = input;
    checkPartNumber(number);
    const upload = findUpload(bucket, input);
    const { copied, version } = findCopySource(state, call);
    const body = cutCopiedRange(copied.body, range);
    const { checksumAlgorithm: algorithm } = upload;
    const checksum = { algorithm, type: 'FULL_OBJECT', value: await computeChecksum(algorithm, body) } as const;
    const etag = makeETag(body);
    upload.parts.set(number, { body, etag, checksum, uploadedAt: at });
    return {
      ETag: etag,
      LastModified: new Date(at),
      Checksum: checksum,
      Encryption: pickEncryption(upload.write.Headers),
      ...version,
    };
  },
});
