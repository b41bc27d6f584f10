import { BUCKET_NAME_RULES, UNSUPPORTED_BUCKET_KINDS } from '../../facts/bucket-names';
import { IDENTIFIER_FORMS } from '../../facts/identifiers';
import { SERVICE_LIMITS } from '../../facts/limits';
import {
  MRAP201_BUCKET_COUNT,
  MRAP202_DUPLICATE_REGION,
  MRAP203_DUPLICATE_BUCKET,
  MRAP206_MALFORMED_BUCKET_NAME,
  MRAP207_MALFORMED_BUCKET_ACCOUNT,
  MRAP209_UNSUPPORTED_BUCKET_TYPE,
  MRAP211_SINGLE_BUCKET,
} from '../definitions/members';
import { type Finding } from '../finding';
import { groupBy } from '../group-by';
import { checkRegion, type RegionContextValues } from './regions';

/** An underlying bucket. A value that is a token at synthesis is undefined. */
export interface DeclaredBucket {
  readonly bucket?: string;
  readonly region?: string;
  /** The owner, if it is not the account of the access point. */
  readonly account?: string;
}

/** Checks all members of one access point. */
export function checkMembers(members: readonly DeclaredBucket[], rules: RegionContextValues = {}): Finding[] {
  return [
    ...checkCount(members),
    ...checkOneBucketPerRegion(members),
    ...checkEachBucketOnce(members),
    ...members.flatMap((member) => [
      ...(member.bucket === undefined ? [] : checkBucketName(member.bucket)),
      ...(member.account === undefined ? [] : checkAccountId(member.bucket ?? '(name not known)', member.account)),
    ]),
    ...[...new Set(members.flatMap((member) => member.region ?? []))].flatMap((region) => checkRegion(region, rules)),
  ];
}

function checkCount(members: readonly DeclaredBucket[]): Finding[] {
  const count = members.length;
  if (count === 0 || count > SERVICE_LIMITS.REGIONS_PER_ACCESS_POINT.value) {
    return [MRAP201_BUCKET_COUNT.create({ count })];
  }
  return count === 1 ? [MRAP211_SINGLE_BUCKET.create({ region: members[0].region })] : [];
}

function checkOneBucketPerRegion(members: readonly DeclaredBucket[]): Finding[] {
  const known = members.filter((member) => member.region !== undefined);
  return [...groupBy(known, (member) => member.region!)]
    .filter(([, ofRegion]) => ofRegion.length > 1)
    .map(([region, ofRegion]) =>
      MRAP202_DUPLICATE_REGION.create({ region, buckets: ofRegion.map(({ bucket }) => bucket) }),
    );
}

function checkEachBucketOnce(members: readonly DeclaredBucket[]): Finding[] {
  const known = members.filter((member) => member.bucket !== undefined);
  return [...groupBy(known, (member) => member.bucket!)]
    .filter(([, ofName]) => ofName.length > 1)
    .map(([bucket]) => MRAP203_DUPLICATE_BUCKET.create({ bucket }));
}

/**
 * Checks the name of a member.
 *
 * @param origin the property from which a construct makes the name
 */
export function checkBucketName(bucket: string, origin?: string): Finding[] {
  const kind = findUnsupportedBucketKind(bucket);
  if (kind !== undefined) return [MRAP209_UNSUPPORTED_BUCKET_TYPE.create({ bucket, kind })];

  const rule = findBrokenBucketNameRule(bucket);
  return rule === undefined ? [] : [MRAP206_MALFORMED_BUCKET_NAME.create({ bucket, origin, rule })];
}

/** The kind of a bucket that no access point can contain, in words; undefined for other buckets. */
export function findUnsupportedBucketKind(bucket: string): string | undefined {
  return UNSUPPORTED_BUCKET_KINDS.find(({ matches }) => matches.test(bucket))?.kind;
}

/** The naming rule that a name violates, in words; undefined for a valid name. */
export function findBrokenBucketNameRule(bucket: string): string | undefined {
  const { BUCKET_NAME_MIN_LENGTH: min, BUCKET_NAME_MAX_LENGTH: max } = SERVICE_LIMITS;
  return bucket.length < min.value || bucket.length > max.value
    ? `has ${min.value} to ${max.value} characters`
    : BUCKET_NAME_RULES.find((entry) => entry.broken.test(bucket))?.rule;
}

export function checkAccountId(bucket: string, account: string): Finding[] {
  return IDENTIFIER_FORMS.ACCOUNT_ID.pattern.test(account)
    ? []
    : [MRAP207_MALFORMED_BUCKET_ACCOUNT.create({ bucket, account })];
}
