import { sha256 } from './canonical-request';
import { isHmacOf } from './signing-keys';

/** A decoded `aws-chunked` body. */
export interface DecodedChunks {
  readonly body: Buffer;
  /** The headers after the last chunk, with names in lower case. */
  readonly trailers: Readonly<Record<string, string>>;
}

/** The values that chunk signatures of SigV4 cover, besides the chunks. */
export interface ChunkSigning {
  readonly key: Buffer;
  readonly date: string;
  readonly scope: string;
  /** The signature of the request, which the signature of the first chunk covers. */
  readonly seedSignature: string;
}

export type ChunkProblem = 'incomplete' | 'signature';

interface Chunk {
  readonly data: Buffer;
  readonly signature: string;
}

const CHUNK_HEADER = /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]+))?$/i;
const EMPTY_HASH = sha256('');
const TRAILER_SIGNATURE = 'x-amz-trailer-signature';

/**
 * Decodes an `aws-chunked` body and verifies the signatures of its chunks and of its trailer.
 *
 * @param signing undefined if the payload is unsigned, which S3 accepts over TLS
 */
export function decodeChunks(body: Uint8Array, signing?: ChunkSigning): DecodedChunks | ChunkProblem {
  const parsed = splitChunks(Buffer.from(body));
  if (parsed === undefined) return 'incomplete';
  const { chunks, trailerLines } = parsed;
  const trailers = Object.fromEntries(trailerLines.map((line) => {
    const [name, ...value] = line.split(':');
    return [name.trim().toLowerCase(), value.join(':').trim()];
  }));
  if (signing !== undefined && !areSigned(chunks, trailers, signing)) return 'signature';
  return { body: Buffer.concat(chunks.map(({ data }) => data)), trailers };
}

/** Splits a body into its chunks, including the empty last chunk. Returns undefined if the body is incomplete. */
function splitChunks(body: Buffer): { chunks: Chunk[]; trailerLines: string[] } | undefined {
  const chunks: Chunk[] = [];
  let position = 0;
  for (;;) {
    const end = body.indexOf('\r\n', position);
    const [, digits, signature = ''] = CHUNK_HEADER.exec(body.toString('latin1', position, Math.max(end, 0))) ?? [];
    if (digits === undefined) return undefined;
    const length = parseInt(digits, 16);
    const data = body.subarray(end + 2, end + 2 + length);
    chunks.push({ data, signature });
    position = end + 2 + length;
    if (length === 0) {
      return { chunks, trailerLines: body.toString('latin1', position).split('\r\n').filter((line) => line !== '') };
    }
    if (body.toString('latin1', position, position + 2) !== '\r\n') return undefined;
    position += 2;
  }
}

/** Each signature covers the signature before it, so chunks cannot be removed or exchanged. */
function areSigned(
  chunks: readonly Chunk[],
  { [TRAILER_SIGNATURE]: trailerSignature, ...trailers }: Readonly<Record<string, string>>,
  { key, date, scope, seedSignature }: ChunkSigning,
): boolean {
  let previous = seedSignature;
  for (const { data, signature } of chunks) {
    const text = ['AWS4-HMAC-SHA256-PAYLOAD', date, scope, previous, EMPTY_HASH, sha256(data)].join('\n');
    if (!isHmacOf(key, text, signature)) return false;
    previous = signature;
  }
  const lines = Object.entries(trailers).map(([name, value]) => `${name}:${value}\n`);
  if (lines.length === 0) return trailerSignature === undefined;
  const text = ['AWS4-HMAC-SHA256-TRAILER', date, scope, previous, sha256(lines.join(''))].join('\n');
  return isHmacOf(key, text, trailerSignature ?? '');
}
