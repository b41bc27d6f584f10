import { crc32 } from 'node:zlib';

/**
 * Decodes an `aws-chunked` body with a trailing checksum.
 *
 * @returns undefined if the checksum does not match, or if a chunk has no length.
 */
export function decodeChunks(body: Buffer): Buffer | undefined {
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = body.indexOf('\r\n', position);
    const length = parseInt(body.toString('latin1', position, end), 16);
    if (Number.isNaN(length)) return undefined;
    if (length === 0) return verifyChecksum(Buffer.concat(chunks), body.toString('latin1', end + 2));
    chunks.push(body.subarray(end + 2, end + 2 + length));
    position = end + 2 + length + 2;
  }
}

function verifyChecksum(object: Buffer, trailer: string): Buffer | undefined {
  const [, sent] = /^x-amz-checksum-crc32:(\S+)/.exec(trailer) ?? [];
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(object));
  return sent === checksum.toString('base64') ? object : undefined;
}
