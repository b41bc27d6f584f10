import { IncompleteResponseError } from '../incomplete-response';
import { type S3Control } from '../s3-control';
import { type RegionDials, type LiveRoute } from './routing';

/** Reads the routes from one control Region. A change can take two minutes to show there. */
export async function getRoutes(
  s3: S3Control, controlRegion: string, accountId: string, accessPointArn: string,
): Promise<LiveRoute[]> {
  const { Routes: routes } = await s3.call(controlRegion, 'GetMultiRegionAccessPointRoutes', {
    AccountId: accountId,
    Mrap: accessPointArn,
  });
  if (!routes || routes.length === 0) throw new IncompleteResponseError('GetMultiRegionAccessPointRoutes', 'route');
  return routes.map((route) => ({
    region: route.Region ?? '',
    bucket: route.Bucket ?? '',
    dial: route.TrafficDialPercentage ?? 0,
  }));
}

/**
 * Submits the given dials in one call, so that an active Region exists at every moment. S3 does not change members
 * without a dial. The call names members by bucket. S3 accepts bucket or Region, but users have reported that it
 * refuses the Region alone.
 */
export async function submitRoutes(
  s3: S3Control,
  controlRegion: string,
  accountId: string,
  accessPointArn: string,
  members: readonly LiveRoute[],
  dials: RegionDials,
): Promise<void> {
  await s3.call(controlRegion, 'SubmitMultiRegionAccessPointRoutes', {
    AccountId: accountId,
    Mrap: accessPointArn,
    RouteUpdates: members.filter(({ region }) => dials.has(region)).map(({ bucket, region }) => ({
      Bucket: bucket,
      TrafficDialPercentage: dials.get(region),
    })),
  });
}
