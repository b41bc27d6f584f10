import { CHECKSUM_ALGORITHMS, computeChecksum } from '../../../simulator/objects/checksums';

/** The check values of the algorithms for the text 123456789. */
const CHECK_VALUES = {
  CRC32: 'cbf43926',
  CRC32C: 'e3069283',
  CRC64NVME: 'ae8b14860a799888',
  SHA1: 'f7c3bc1d808e04732adf679965ccc34ca7ae3441',
  SHA256: '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
};

describe('computeChecksum', () => {
  test.each(CHECKSUM_ALGORITHMS)('computes the check value of %s, also when it runs again', async (algorithm) => {
    const expected = Buffer.from(CHECK_VALUES[algorithm], 'hex').toString('base64');
    const texts = await Promise.all([1, 2].map(() => computeChecksum(algorithm, Buffer.from('123456789'))));
    expect(texts).toEqual([expected, expected]);
  });
});
