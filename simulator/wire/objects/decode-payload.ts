import { ServiceError } from '../../engine/service-error';
import { type ChecksumAlgorithm, type ObjectChecksum } from '../../model/objects';
import { CHECKSUM_ALGORITHMS, computeChecksum } from '../../objects/checksums';
import { type ChunkSigning, decodeChunks } from '../../signatures/aws-chunked';
import { notImplementedHeader } from './read-headers';

const UNSIGNED_CHUNKS = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
const SIGNED_CHUNKS = /^STREAMING-AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?$/;

export interface Payload {
  readonly body: Uint8Array;
  readonly checksum: ObjectChecksum;
}

/**
 * Decodes a body and verifies its checksum, which a header or a trailer contains.
 *
 * @param signing the verified signature of the request, undefined if the simulator verifies no signatures
 */
export async function decodePayload(
  sent: Uint8Array, header: (name: string) => string | undefined, signing: ChunkSigning | undefined,
): Promise<Payload> {
  const { body, trailers } = decodeBody(sent, header('x-amz-content-sha256') ?? '', signing);
  const declaredLength = header('x-amz-decoded-content-length');
  if (declaredLength !== undefined && Number(declaredLength) !== body.length) {
    throw new ServiceError('IncompleteBody', 'The request body terminated unexpectedly');
  }
  const checksums = CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const name = `x-amz-checksum-${algorithm.toLowerCase()}`;
    const value = header(name) ?? trailers[name];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  if (checksums.length > 1) {
    throw new ServiceError(
      'InvalidRequest', 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  return { body, checksum: await verifyChecksum(body, checksums[0]) };
}

function decodeBody(
  sent: Uint8Array, contentHash: string, signing: ChunkSigning | undefined,
): { readonly body: Uint8Array; readonly trailers: Readonly<Record<string, string>> } {
  if (!contentHash.startsWith('STREAMING-')) return { body: sent, trailers: {} };
  const isSigned = SIGNED_CHUNKS.test(contentHash);
  // Signatures of chunks that cannot be verified are refused.
  if ((isSigned && signing === undefined) || (!isSigned && contentHash !== UNSIGNED_CHUNKS)) {
    throw notImplementedHeader('x-amz-content-sha256');
  }
  const decoded = decodeChunks(sent, isSigned ? signing : undefined);
  if (decoded === 'incomplete') {
    throw new ServiceError('IncompleteBody', 'The request body terminated unexpectedly');
  }
  if (decoded === 'signature') {
    throw new ServiceError('SignatureDoesNotMatch', 'The signature of a chunk does not match its content.');
  }
  return decoded;
}

/** Without a checksum of the client, S3 computes CRC64NVME. */
async function verifyChecksum(
  body: Uint8Array, sent: { readonly algorithm: ChecksumAlgorithm; readonly value: string } | undefined,
): Promise<ObjectChecksum> {
  const algorithm = sent?.algorithm ?? 'CRC64NVME';
  const value = await computeChecksum(algorithm, body);
  if (sent !== undefined && sent.value !== value) {
    throw new ServiceError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, type: 'FULL_OBJECT', value };
}
