import { ServiceError } from '../engine/service-error';

export interface ByteRange {
  readonly first: number;
  /** The position of the last byte, inclusive. */
  readonly last: number;
}

const RANGE = /^bytes=(?<first>\d*)-(?<last>\d*)$/;

/** Parses the header `Range`. S3 ignores a header that it cannot parse, and headers with several ranges. */
export function parseByteRange(header: string | undefined, size: number): ByteRange | undefined {
  const { first = '', last = '' } = RANGE.exec(header ?? '')?.groups ?? {};
  if (first === '' && last === '') return undefined;
  const range = first === ''
    ? { first: Math.max(size - Number(last), 0), last: size - 1 }
    : { first: Number(first), last: last === '' ? size - 1 : Math.min(Number(last), size - 1) };
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  if (range.first >= size) {
    throw new ServiceError(
      'InvalidRange', 'The requested range is not satisfiable',
      { RangeRequested: header!, ActualObjectSize: `${size}` });
  }
  return range;
}

/** Returns the bytes of one part of an object. An object without parts has one part. */
export function findPartRange(partSizes: readonly number[], partNumber: number): ByteRange {
  const size = partSizes[partNumber - 1];
  if (size === undefined) {
    throw new ServiceError('InvalidPartNumber', 'The requested partnumber is not satisfiable');
  }
  const first = partSizes.slice(0, partNumber - 1).reduce((sum, length) => sum + length, 0);
  return { first, last: first + size - 1 };
}
