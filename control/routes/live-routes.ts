import { IncompleteAnswer } from '../incomplete-answer';
import { type S3Control } from '../s3-control';
import { type Dials, type LiveRoute } from './routing';

/** The live routes as one control Region sees them; a change may take two minutes to show. */
export async function getRoutes(s3: S3Control, controlRegion: string, accountId: string, accessPointArn: string): Promise<LiveRoute[]> {
  const { Routes: routes } = await s3.call(controlRegion, 'GetMultiRegionAccessPointRoutes', { AccountId: accountId, Mrap: accessPointArn });
  if (!routes || routes.length === 0) throw new IncompleteAnswer('GetMultiRegionAccessPointRoutes', 'route');
  return routes.map((route) => ({ region: route.Region ?? '', bucket: route.Bucket ?? '', dial: route.TrafficDialPercentage ?? 0 }));
}

/**
 * Submits the whole table in one call, so that at no moment the old active Region is off and the new one not yet on. Members go by their
 * bucket: S3 takes bucket or Region, and the Region alone has been reported refused.
 */
export async function submitRoutes(
  s3: S3Control, controlRegion: string, accountId: string, accessPointArn: string, members: readonly LiveRoute[], dials: Dials,
): Promise<void> {
  await s3.call(controlRegion, 'SubmitMultiRegionAccessPointRoutes', {
    AccountId: accountId,
    Mrap: accessPointArn,
    RouteUpdates: members.map((member) => ({ Bucket: member.bucket, TrafficDialPercentage: dials.get(member.region) ?? member.dial })),
  });
}
