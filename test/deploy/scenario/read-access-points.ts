import {
  GetMultiRegionAccessPointPolicyCommand, GetMultiRegionAccessPointRoutesCommand, paginateListMultiRegionAccessPoints,
  type MultiRegionAccessPointReport, type S3ControlClient,
} from '@aws-sdk/client-s3-control';
import { type Simulator } from '../../../simulator';
import { ACCOUNT } from '../emulator/ministack';
import { type AccessPointState, parseStatements } from './state';

/** The state of an access point and its alias. */
export interface LiveAccessPoint {
  readonly alias: string;
  readonly state: AccessPointState;
}

export type LiveAccessPoints = Readonly<Record<string, LiveAccessPoint>>;

/**
 * Reads all access points by name through S3 Control, with the AWS SDK.
 *
 * @param hasRoutes whether the S3 Control has routes
 */
export async function readAccessPoints(client: S3ControlClient, hasRoutes = true): Promise<LiveAccessPoints> {
  const live: Record<string, LiveAccessPoint> = {};
  for await (const { AccessPoints: reports = [] } of
    paginateListMultiRegionAccessPoints({ client }, { AccountId: ACCOUNT })) {
    for (const report of reports) {
      live[report.Name!] = { alias: report.Alias!, state: await readAccessPoint(client, report, hasRoutes) };
    }
  }
  return live;
}

async function readAccessPoint(
  client: S3ControlClient, report: MultiRegionAccessPointReport, hasRoutes: boolean,
): Promise<AccessPointState> {
  const { Name: name, Alias: alias, Status: status, Regions: regions = [], PublicAccessBlock: block = {} } = report;
  return {
    status: status!,
    members: regions.map(({ Region: region, Bucket: bucket }) => `${region} ${bucket}`).sort(),
    publicAccessBlock: block,
    policy: await readPolicy(client, name!),
    activeRegions: hasRoutes ? await readActiveRegions(client, alias!) : [],
  };
}

async function readPolicy(client: S3ControlClient, name: string): Promise<unknown> {
  const { Policy: policy } =
    await client.send(new GetMultiRegionAccessPointPolicyCommand({ AccountId: ACCOUNT, Name: name }));
  return parseStatements(policy?.Established?.Policy);
}

async function readActiveRegions(client: S3ControlClient, alias: string): Promise<string[]> {
  const input = { AccountId: ACCOUNT, Mrap: `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}` };
  const { Routes: routes = [] } = await client.send(new GetMultiRegionAccessPointRoutesCommand(input));
  return routes.filter(({ TrafficDialPercentage: dial }) => dial! > 0).map(({ Region: region }) => region!).sort();
}

/** Reads all access points by name from the state of a simulator that has no socket. */
export function readSimulatedAccessPoints(simulator: Simulator): LiveAccessPoints {
  return Object.fromEntries(simulator.snapshot().accessPoints.map((accessPoint) => {
    const { name, alias, status, regions, publicAccessBlock, policy, routes } = accessPoint;
    const state = {
      status,
      members: regions.map(({ Region: region, Bucket: bucket }) => `${region} ${bucket}`).sort(),
      publicAccessBlock,
      policy: parseStatements(policy.established),
      activeRegions: [...routes.at(-1)!.activeRegions].sort(),
    };
    return [name, { alias, state }];
  }));
}
