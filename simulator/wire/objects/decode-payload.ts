import { ServiceError } from '../../engine/service-error';
import { type ObjectChecksum } from '../../model/objects';
import { CHECKSUM_ALGORITHMS, computeChecksum } from '../../objects/checksums';
import { type ChunkSigning, decodeChunks } from '../../signatures/aws-chunked';
import { notImplementedHeader } from './read-headers';

const UNSIGNED_CHUNKS = 'STREAMING-UNSIGNED-PAYLOAD-TRAILER';
const SIGNED_CHUNKS = /^STREAMING-AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?$/;

/** The algorithms of S3 that the simulator does not implement. */
const UNSUPPORTED_ALGORITHMS = ['md5', 'sha512', 'xxhash64', 'xxhash3', 'xxhash128'];

type BodyChecksum = Pick<ObjectChecksum, 'algorithm' | 'value'>;

export interface Payload {
  readonly body: Uint8Array;
  /** Returns the verified checksum of the client, or else CRC64NVME, as S3 does. */
  readonly findChecksum: () => Promise<ObjectChecksum>;
}

/**
 * Decodes a body and verifies its checksum, which a header or a trailer contains.
 *
 * @param signing the verified signature of the request, undefined if the simulator verifies no signatures
 * @param verifiesChecksum whether the checksum is the checksum of the body
 */
export async function decodePayload(
  sent: Uint8Array, header: (name: string) => string | undefined, signing: ChunkSigning | undefined,
  verifiesChecksum = true,
): Promise<Payload> {
  const { body, trailers } = decodeBody(sent, header('x-amz-content-sha256') ?? '', signing);
  const declaredLength = header('x-amz-decoded-content-length');
  if (declaredLength !== undefined && Number(declaredLength) !== body.length) {
    throw new ServiceError('IncompleteBody', 'The request body terminated unexpectedly');
  }
  const read = (name: string) => header(name) ?? trailers[name];
  const unsupported = UNSUPPORTED_ALGORITHMS.map((name) => `x-amz-checksum-${name}`)
    .find((name) => read(name) !== undefined);
  if (unsupported !== undefined) throw notImplementedHeader(unsupported);
  const checksums = readChecksums(read);
  if (checksums.length > 1) {
    throw new ServiceError(
      'InvalidRequest', 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  }
  const [declared] = checksums;
  if (declared === undefined && header('x-amz-sdk-checksum-algorithm') !== undefined) {
    throw new ServiceError('InvalidRequest', 'x-amz-sdk-checksum-algorithm specified, but no corresponding '
      + 'x-amz-checksum-* or x-amz-trailer headers were found.');
  }
  if (declared !== undefined && verifiesChecksum) await verifyChecksum(body, declared);
  const findChecksum = async (): Promise<ObjectChecksum> => {
    const { algorithm, value } = declared ?? await makeDefaultChecksum(body);
    return { algorithm, value, type: 'FULL_OBJECT' };
  };
  return { body, findChecksum };
}

/** Reads the checksums of headers or trailers. */
export function readChecksums(read: (name: string) => string | undefined): readonly BodyChecksum[] {
  return CHECKSUM_ALGORITHMS.flatMap((algorithm) => {
    const value = read(`x-amz-checksum-${algorithm.toLowerCase()}`);
    return value === undefined ? [] : [{ algorithm, value }];
  });
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

async function verifyChecksum(body: Uint8Array, { algorithm, value }: BodyChecksum): Promise<void> {
  if (value !== await computeChecksum(algorithm, body)) {
    throw new ServiceError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}

async function makeDefaultChecksum(body: Uint8Array): Promise<BodyChecksum> {
  return { algorithm: 'CRC64NVME', value: await computeChecksum('CRC64NVME', body) };
}
