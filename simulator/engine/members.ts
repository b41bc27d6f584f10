import { type CreateAccessPointDetails } from '../model/control';
import { type AsyncOperationFailure, type SimulatorSettings } from '../settings';
import { ServiceError } from './service-error';

/** A bucket of an access point, with its Region. */
export interface ResolvedMember {
  readonly bucket: string;
  readonly accountId: string;
  readonly region: string;
}

/** A requested bucket. Its Region is undefined if the bucket was not found. */
export type RequestedBucket = Omit<ResolvedMember, 'region'> & { readonly region?: string };

type FoundRegion = string | undefined;

/** Looks up all buckets. The result is a promise only if the directory returns promises. */
export function findRequestedBuckets(
  settings: SimulatorSettings, accountId: string, details: CreateAccessPointDetails,
): readonly RequestedBucket[] | Promise<readonly RequestedBucket[]> {
  const requested = details.Regions.map(({ Bucket, BucketAccountId }) => (
    { bucket: Bucket, accountId: BucketAccountId ?? accountId }
  ));
  const found = requested.map((bucket) => settings.bucketDirectory.findRegion(bucket.bucket, bucket.accountId));
  const addRegions = (regions: readonly FoundRegion[]): readonly RequestedBucket[] =>
    requested.map((bucket, i) => ({ ...bucket, region: regions[i] }));
  const areKnown = (regions: typeof found): regions is FoundRegion[] =>
    regions.every((region) => typeof region !== 'object');
  return areKnown(found) ? addRegions(found) : Promise.all(found).then(addRegions);
}

/** Refuses members in opt-in Regions that are not enabled. */
export function refuseDisabledRegions(candidates: readonly RequestedBucket[], settings: SimulatorSettings): void {
  const disabled = candidates.find(({ region }) => region !== undefined && settings.disabledRegions.includes(region));
  if (disabled !== undefined) {
    throw new ServiceError('InvalidRegion', `The Region ${disabled.region} is not enabled for your account`);
  }
}

function isFound(candidate: RequestedBucket): candidate is ResolvedMember {
  return candidate.region !== undefined;
}

/** Returns the members, or the failure if the buckets cannot be members of one access point. */
export function resolveMembers(
  candidates: readonly RequestedBucket[],
  settings: SimulatorSettings,
): readonly ResolvedMember[] | AsyncOperationFailure {
  const missing = candidates.filter((candidate) => !isFound(candidate));
  if (missing.length > 0) {
    const names = missing.map(({ bucket }) => bucket).join(', ');
    return { code: 'NoSuchBucket', message: `The specified bucket does not exist: ${names}` };
  }
  const members = candidates.filter(isFound);
  const unsupported = members.filter(({ region }) => !settings.supportedRegions.includes(region));
  if (unsupported.length > 0) {
    const names = unsupported.map(({ bucket }) => bucket).join(', ');
    return {
      code: 'MultiRegionAccessPointUnsupportedRegion',
      message: `Multi-Region Access Points do not support the Region of: ${names}`,
    };
  }
  const repeated = members.find(({ region }, i) => members.findIndex((other) => other.region === region) < i);
  if (repeated !== undefined) {
    return {
      code: 'MultiRegionAccessPointSameBucketRegion',
      message: `More than one bucket is in the Region ${repeated.region}`,
    };
  }
  return members;
}
