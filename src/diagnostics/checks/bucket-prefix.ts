import { REGIONS_WITHOUT_ACCOUNT_NAMESPACE } from '../../facts/bucket-names';
import { IDENTIFIER_FORMS } from '../../facts/identifiers';
import { SERVICE_LIMITS } from '../../facts/limits';
import { MRAP745_REGION_WITHOUT_ACCOUNT_NAMESPACE, MRAP768_BUCKET_PREFIX_TOO_LONG } from '../definitions/options';
import { type Finding } from '../finding';
import { checkBucketName } from './members';

/** An account for the checks, because the account may be unknown at synthesis. */
const ANY_ACCOUNT = '0'.repeat(12);

/**
 * The bucket name for a prefix and a Region.
 *
 * @param account the account, for a bucket in the account-Regional namespace
 */
export function makeBucketName(prefix: string, region: string, account?: string): string {
  return account === undefined ? `${prefix}-${region}` : `${prefix}-${account}-${region}-an`;
}

/** The prefix of the bucket names of an access point whose user gives none. It contains the account. */
export function makeDefaultPrefix(name: string, account: string): string {
  return `${name}-${account}`;
}

/** Checks that a prefix results in valid bucket names in every Region. */
export function checkBucketPrefix(prefix: string, regions: readonly string[], accountRegional: boolean): Finding[] {
  return checkPrefix(prefix, regions, (text, region) => makeNameForChecks(text, region, accountRegional));
}

/** Checks that the name of an access point results in valid bucket names in every Region, without a given prefix. */
export function checkNameAsBucketPrefix(
  name: string, regions: readonly string[], accountRegional: boolean, property: string,
): Finding[] {
  const makeName = (text: string, region: string) =>
    makeNameForChecks(accountRegional ? text : makeDefaultPrefix(text, ANY_ACCOUNT), region, accountRegional);
  return checkPrefix(name, regions, makeName, property);
}

function makeNameForChecks(prefix: string, region: string, accountRegional: boolean): string {
  return makeBucketName(prefix, region, accountRegional ? ANY_ACCOUNT : undefined);
}

function checkPrefix(
  prefix: string, declared: readonly string[], makeName: (prefix: string, region: string) => string, origin?: string,
): Finding[] {
  // The prefix is not the cause of a name with a malformed Region, which MRAP204 reports.
  const regions = declared.filter((region) => IDENTIFIER_FORMS.REGION.pattern.test(region));
  const tooLong = regions.flatMap((region) => {
    const limit = SERVICE_LIMITS.BUCKET_NAME_MAX_LENGTH.value - makeName('', region).length;
    return prefix.length > limit ? [MRAP768_BUCKET_PREFIX_TOO_LONG.create({ prefix, region, limit, origin })] : [];
  });
  if (tooLong.length > 0) return tooLong;
  // All names have the same form.
  return regions.slice(0, 1)
    .flatMap((region) => checkBucketName(makeName(prefix, region), origin ?? 'bucketNamePrefix'));
}

/** Checks that the Regions support names in the account-Regional namespace. */
export function checkAccountNamespace(regions: readonly string[]): Finding[] {
  return REGIONS_WITHOUT_ACCOUNT_NAMESPACE.filter(({ region }) => regions.includes(region))
    .map(({ region }) => MRAP745_REGION_WITHOUT_ACCOUNT_NAMESPACE.create({ region }));
}
