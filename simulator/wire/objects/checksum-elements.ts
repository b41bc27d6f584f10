import { type ObjectChecksum } from '../../model/objects';
import { CHECKSUM_ALGORITHMS } from '../../objects/checksums';
import { xmlStringShape } from '../shape';

/** The elements of a document that contain a checksum. */
export const CHECKSUM_SHAPES = {
  ChecksumCRC32: xmlStringShape,
  ChecksumCRC32C: xmlStringShape,
  ChecksumCRC64NVME: xmlStringShape,
  ChecksumSHA1: xmlStringShape,
  ChecksumSHA256: xmlStringShape,
  ChecksumType: xmlStringShape,
};

export function makeChecksumElements({ algorithm, value, type }: ObjectChecksum) {
  return { [`Checksum${algorithm}`]: value, ChecksumType: type };
}

/** Returns the checksum of a document that has the elements. */
export function findChecksumElement(
  elements: { readonly [Element in keyof typeof CHECKSUM_SHAPES]?: string },
): Pick<ObjectChecksum, 'algorithm' | 'value'> | undefined {
  const algorithm = CHECKSUM_ALGORITHMS.find((name) => elements[`Checksum${name}`] !== undefined);
  return algorithm && { algorithm, value: elements[`Checksum${algorithm}`]! };
}
