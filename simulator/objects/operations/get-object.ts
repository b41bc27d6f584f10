import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type ObjectOperations } from '../../model/objects';
import { type ByteRange, findPartRange, parseByteRange } from '../byte-range';
import { findObject, peekObject, shownVersionId } from '../find-version';
import { findReplicationStatus, type ObjectVersion } from '../object-version';
import { checkReadConditions } from '../request-conditions';
import { defineObjectHandler } from './object-handler';

type ReadInput = ObjectOperations['HeadObject']['input'];
type ReadOutput = ObjectOperations['HeadObject']['output'];

function findRange({ body, partSizes = [body.length] }: ObjectVersion, input: ReadInput): ByteRange | undefined {
  return input.PartNumber === undefined
    ? parseByteRange(input.Range, body.length) : findPartRange(partSizes, input.PartNumber);
}

function describeVersion(bucket: SimulatedBucket, version: ObjectVersion, range: ByteRange | undefined): ReadOutput {
  const { body, etag, checksum, createdAt, headers, partSizes, values } = version;
  const status = findReplicationStatus(version);
  const { legalHold: { value: legalHold }, retention: { value: retention } } = values;
  return {
    ...shownVersionId(bucket, version),
    ETag: etag,
    Checksum: checksum,
    LastModified: new Date(createdAt),
    ContentLength: range === undefined ? body.length : range.last - range.first + 1,
    ...(range !== undefined && { ContentRange: `bytes ${range.first}-${range.last}/${body.length}` }),
    Headers: headers,
    TagCount: values.tags.value.length,
    ...(partSizes !== undefined && { PartsCount: partSizes.length }),
    ...(status !== undefined && { ReplicationStatus: status }),
    ...(legalHold !== undefined && { LegalHold: legalHold }),
    ...(retention !== undefined && { Retention: retention }),
  };
}

/** Finds the version of a read, checks its conditions and describes the requested bytes. */
function readVersion(bucket: SimulatedBucket, input: ReadInput): {
  readonly output: ReadOutput; readonly body: Uint8Array;
} {
  const version = findObject(bucket, input);
  checkReadConditions(version, input);
  const range = findRange(version, input);
  const body = range === undefined ? version.body : version.body.subarray(range.first, range.last + 1);
  return { output: describeVersion(bucket, version, range), body };
}

export const getObjectHandler = defineObjectHandler<'GetObject'>({
  action: 's3:GetObject',
  versionAction: 's3:GetObjectVersion',
  hidesAbsence: true,
  findKeyUses: (bucket, input) => [
    { action: 'kms:Decrypt', key: input.Key, headers: peekObject(bucket, input)?.headers ?? {} },
  ],
  handle: (_state, bucket, { input }) => {
    const { output, body } = readVersion(bucket, input);
    return { ...output, Body: body };
  },
});

export const headObjectHandler = defineObjectHandler<'HeadObject'>({
  action: 's3:GetObject',
  versionAction: 's3:GetObjectVersion',
  hidesAbsence: true,
  handle: (_state, bucket, { input }) => readVersion(bucket, input).output,
});
