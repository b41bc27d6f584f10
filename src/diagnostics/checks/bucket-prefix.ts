import { REGIONS_WITHOUT_ACCOUNT_NAMESPACE } from '../../facts/bucket-names';
import { SERVICE_LIMITS } from '../../facts/limits';
import { MRAP745_REGION_WITHOUT_ACCOUNT_NAMESPACE, MRAP768_BUCKET_PREFIX_TOO_LONG } from '../definitions/options';
import { type Finding } from '../finding';
import { checkBucketName } from './members';

const ACCOUNT_LENGTH = 12;

/**
 * The bucket name for a prefix and a Region.
 *
 * @param account the account, for a bucket in the account-Regional namespace
 */
export function makeBucketName(prefix: string, region: string, account?: string): string {
  return account === undefined ? `${prefix}-${region}` : `${prefix}-${account}-${region}-an`;
}

/**
 * Checks that a prefix results in valid bucket names in every Region.
 *
 * @param origin the property that replaces an absent prefix
 */
export function checkBucketPrefix(
  prefix: string, regions: readonly string[], accountRegional: boolean, origin?: string,
): Finding[] {
  const account = accountRegional ? '0'.repeat(ACCOUNT_LENGTH) : undefined;
  const tooLong = regions.flatMap((region) => {
    const limit = SERVICE_LIMITS.BUCKET_NAME_MAX_LENGTH.value - makeBucketName('', region, account).length;
    return prefix.length > limit ? [MRAP768_BUCKET_PREFIX_TOO_LONG.create({ prefix, region, limit, origin })] : [];
  });
  if (tooLong.length > 0) return tooLong;
  // All names have the same form.
  return regions
    .slice(0, 1)
    .flatMap((region) => checkBucketName(makeBucketName(prefix, region, account), origin ?? 'bucketNamePrefix'));
}

/** Checks that the Regions support names in the account-Regional namespace. */
export function checkAccountNamespace(regions: readonly string[]): Finding[] {
  return REGIONS_WITHOUT_ACCOUNT_NAMESPACE.filter(({ region }) => regions.includes(region))
    .map(({ region }) => MRAP745_REGION_WITHOUT_ACCOUNT_NAMESPACE.create({ region }));
}
