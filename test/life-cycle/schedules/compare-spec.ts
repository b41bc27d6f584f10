import { isDeepStrictEqual } from 'node:util';
import { type AccessPointSnapshot } from '../../../simulator';
import { makeRoutesKey } from './expectation';
import { type Declaration } from './schedule';
import { BLOCKS, MEMBERS } from './template';

/** Compares the members and the public access block of an access point with their declaration. */
export function compareSpec(
  { alias, regions, publicAccessBlock }: AccessPointSnapshot, { members, block = 'complete' }: Declaration,
): string[] {
  const live = makeRoutesKey(regions.map(({ Bucket }) => Bucket));
  const declared = makeRoutesKey(MEMBERS[members].map(({ Bucket }) => Bucket));
  return [
    live !== declared && `access point ${alias} has the members ${live}, expected ${declared}`,
    !isDeepStrictEqual({ ...publicAccessBlock }, BLOCKS[block])
      && `access point ${alias} has the block ${JSON.stringify(publicAccessBlock)}, expected the ${block} one`,
  ].filter((violation) => violation !== false);
}
