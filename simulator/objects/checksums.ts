import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { createCRC32, createCRC64, type IHasher } from 'hash-wasm';
import { type ChecksumAlgorithm } from '../model/objects';

/** The reflected polynomials of the checksums. */
const CRC32C_POLYNOMIAL = 0x82f63b78;
const CRC64NVME_POLYNOMIAL = '9a6c9329ac4bc9b5';

export const CHECKSUM_ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

type HasherName = 'crc32c' | 'crc64nvme';

const HASHERS: Readonly<Record<HasherName, () => Promise<IHasher>>> = {
  crc32c: async () => createCRC32(CRC32C_POLYNOMIAL),
  crc64nvme: async () => createCRC64(CRC64NVME_POLYNOMIAL),
};
const created = new Map<HasherName, Promise<IHasher>>();

async function computeCrc(name: HasherName, data: Uint8Array): Promise<string> {
  const hasher = created.get(name) ?? HASHERS[name]();
  created.set(name, hasher);
  return Buffer.from((await hasher).init().update(data).digest('binary')).toString('base64');
}

function computeCrc32(data: Uint8Array): string {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(crc32(data));
  return buffer.toString('base64');
}

/** Computes a checksum in base64, as S3 sends it. */
export async function computeChecksum(algorithm: ChecksumAlgorithm, data: Uint8Array): Promise<string> {
  switch (algorithm) {
    case 'CRC32': return computeCrc32(data);
    case 'CRC32C': return computeCrc('crc32c', data);
    case 'CRC64NVME': return computeCrc('crc64nvme', data);
    default: return createHash(algorithm.toLowerCase()).update(data).digest('base64');
  }
}
