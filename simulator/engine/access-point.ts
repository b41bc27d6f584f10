import {
  type MultiRegionAccessPointReport, type AccessPointStatus, type AsyncOperationName, type PublicAccessBlock,
} from '../model/control';
import { type SimulatorSettings } from '../settings';
import { type ResolvedMember } from './members';
import { type PolicyHistory } from './policy-history';
import { type RoutesTimeline } from './routes-timeline';

export interface SimulatedAccessPoint {
  readonly accountId: string;
  readonly name: string;
  readonly alias: string;
  readonly createdAt: number;
  /** Until this time, the access point exists, but no operation returns it. */
  readonly visibleAt: number;
  readonly publicAccessBlock: PublicAccessBlock;
  readonly members: readonly ResolvedMember[];
  readonly policy: PolicyHistory;
  readonly routes: RoutesTimeline;
  /** The mutations in progress. */
  readonly mutationsInFlight: AsyncOperationName[];
  status: AccessPointStatus;
}

export function accessPointArn(accountId: string, alias: string): string {
  return `arn:aws:s3::${accountId}:accesspoint/${alias}`;
}

/** Ends the oldest mutation of a kind. */
export function endMutation(accessPoint: SimulatedAccessPoint, operation: AsyncOperationName): void {
  accessPoint.mutationsInFlight.splice(accessPoint.mutationsInFlight.indexOf(operation), 1);
}

export function makeMultiRegionAccessPointReport(
  accessPoint: SimulatedAccessPoint, settings: SimulatorSettings,
): MultiRegionAccessPointReport {
  const { name, alias, accountId, createdAt, publicAccessBlock, status, members } = accessPoint;
  const showsAlias = status !== 'CREATING' || settings.aliasWhileCreating === 'shown';
  const showsOwner = (owner: string) => owner !== accountId || settings.ownBucketAccountId === 'shown';
  return {
    Name: name,
    ...(showsAlias && { Alias: alias }),
    CreatedAt: new Date(createdAt),
    PublicAccessBlock: { ...publicAccessBlock },
    Status: status,
    Regions: members.map((member) => ({
      Bucket: member.bucket,
      Region: member.region,
      ...(showsOwner(member.accountId) && { BucketAccountId: member.accountId }),
    })),
  };
}
