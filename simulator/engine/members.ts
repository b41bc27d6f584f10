import { type CreateDetails } from '../model/control';
import { type AsyncFailure, type Settings } from '../settings';
import { ServiceError } from './service-error';

/** A bucket of an access point, in the Region where it was found. */
export interface Member {
  readonly bucket: string;
  readonly accountId: string;
  readonly region: string;
}

/** A bucket asked for; without a Region it was not found. */
export type Candidate = Omit<Member, 'region'> & { readonly region?: string };

type Found = string | undefined;

/** Looks every bucket up. Asynchronous only where the directory is. */
export function findCandidates(
  settings: Settings, accountId: string, details: CreateDetails,
): readonly Candidate[] | Promise<readonly Candidate[]> {
  const wanted = details.Regions.map(({ Bucket, BucketAccountId }) => ({ bucket: Bucket, accountId: BucketAccountId ?? accountId }));
  const found = wanted.map((bucket) => settings.bucketDirectory.regionOf(bucket.bucket, bucket.accountId));
  const candidates = (regions: readonly Found[]): readonly Candidate[] => wanted.map((bucket, i) => ({ ...bucket, region: regions[i] }));
  return found.every((region): region is Found => typeof region !== 'object') ? candidates(found) : Promise.all(found).then(candidates);
}

/** Opt-in Regions that are not enabled are refused before anything is begun. */
export function refuseDisabledRegions(candidates: readonly Candidate[], settings: Settings): void {
  const disabled = candidates.find(({ region }) => region !== undefined && settings.disabledRegions.includes(region));
  if (disabled !== undefined) {
    throw new ServiceError('InvalidRegion', `The Region ${disabled.region} is not enabled for your account`);
  }
}

function isFound(candidate: Candidate): candidate is Member {
  return candidate.region !== undefined;
}

/** The members, or why these buckets cannot be members of one access point. */
export function resolveMembers(candidates: readonly Candidate[], settings: Settings): readonly Member[] | AsyncFailure {
  const missing = candidates.filter((candidate) => !isFound(candidate));
  if (missing.length > 0) {
    return { code: 'NoSuchBucket', message: `The specified bucket does not exist: ${missing.map(({ bucket }) => bucket).join(', ')}` };
  }
  const members = candidates.filter(isFound);
  const unsupported = members.filter(({ region }) => !settings.supportedRegions.includes(region));
  if (unsupported.length > 0) {
    return {
      code: 'MultiRegionAccessPointUnsupportedRegion',
      message: `Multi-Region Access Points do not support the Region of: ${unsupported.map(({ bucket }) => bucket).join(', ')}`,
    };
  }
  const repeated = members.find(({ region }, i) => members.findIndex((other) => other.region === region) < i);
  if (repeated !== undefined) {
    return { code: 'MultiRegionAccessPointSameBucketRegion', message: `More than one bucket is in the Region ${repeated.region}` };
  }
  return members;
}
