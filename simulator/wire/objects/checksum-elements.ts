import { type ObjectChecksum } from '../../model/objects';
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
