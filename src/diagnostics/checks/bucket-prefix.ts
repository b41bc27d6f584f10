import { LIMITS } from '../../facts/limits';
import { MRAP768_BUCKET_PREFIX_TOO_LONG } from '../definitions/options';
import { type Finding } from '../finding';
import { checkBucketName } from './members';

/** The parts of a bucket's name besides its prefix, at their longest. */
const ACCOUNT_LENGTH = 12;

/** How the buckets of one prefix are called; `account` where they are in the namespace of an account and Region. */
export function makeBucketName(prefix: string, region: string, account?: string): string {
  return account === undefined ? `${prefix}-${region}` : `${prefix}-${account}-${region}-an`;
}

/** Rows B6 and O18: whether a prefix makes names in every Region. */
export function checkBucketPrefix(prefix: string, regions: readonly string[], accountRegional: boolean): Finding[] {
  const account = accountRegional ? '0'.repeat(ACCOUNT_LENGTH) : undefined;
  const tooLong = regions.flatMap((region) => {
    const limit = LIMITS.BUCKET_NAME_MAX_LENGTH.value - makeBucketName('', region, account).length;
    return prefix.length > limit ? [MRAP768_BUCKET_PREFIX_TOO_LONG.create({ prefix, region, limit })] : [];
  });
  // The form is the same in every Region.
  return tooLong.length > 0 ? tooLong : regions.slice(0, 1).flatMap((region) => checkBucketName(makeBucketName(prefix, region, account)));
}
