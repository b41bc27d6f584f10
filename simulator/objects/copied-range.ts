import { invalidRequestError, ServiceError } from '../engine/service-error';

const RANGE = /^bytes=(?<first>\d+)-(?<last>\d+)$/;
/** S3 copies ranges of larger objects only. */
const MIN_SOURCE_BYTES = 5 * 1_024 * 1_024;

function refuseRange(range: string, message: string): ServiceError {
  return new ServiceError('InvalidArgument', message, {
    ArgumentName: 'x-amz-copy-source-range', ArgumentValue: range,
  });
}

/** Returns the bytes that a part copies. The range has both ends, and both are positions in the source. */
export function cutCopiedRange(source: Uint8Array, range: string | undefined): Uint8Array {
  if (range === undefined) return source;
  const { first = '', last = '' } = RANGE.exec(range)?.groups ?? {};
  if (first === '' || Number(first) > Number(last)) {
    throw refuseRange(range, 'The x-amz-copy-source-range value must be of the form bytes=first-last where first and '
      + 'last are the zero-based offsets of the first and last bytes to copy');
  }
  if (Number(last) >= source.length) {
    throw refuseRange(range, `Range specified is not valid for source object of size: ${source.length}`);
  }
  if (source.length <= MIN_SOURCE_BYTES) {
    throw invalidRequestError('The specified copy source is not supported as a byte-range copy source.');
  }
  // A part does not keep the complete source in memory.
  return new Uint8Array(source.subarray(Number(first), Number(last) + 1));
}
