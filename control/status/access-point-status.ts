import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { type AccessPointStatus } from '../../src/facts/operation-status';
import { type PublicAccessBlock } from '../access-points';
import { type Aws } from '../aws';
import { type Backlog, type BucketLocation, readBacklogs } from '../backlog';
import { type Clock } from '../clock';
import { toFailure, showFailure } from '../failure';
import { findAgreedRoutes, askEveryControlRegion, type ControlRegionAnswer } from '../routes/every-control-region';
import { findByAlias } from './find-access-point';

/** Whether a member's bucket is there. */
export type Presence = 'there' | 'missing' | 'unknown';

export interface MemberStatus extends BucketLocation {
  readonly presence: Presence;
  /** As the first control Region that answered sees it; undefined where none did. */
  readonly dial?: number;
}

/** What could not be found out. */
export interface Unknown {
  readonly what: string;
  readonly why: string;
}

export interface StatusReport {
  readonly arn: string;
  readonly alias: string;
  readonly account: string;
  /** Known in us-west-2 alone, like the two below. */
  readonly name?: string;
  readonly status?: AccessPointStatus;
  readonly block?: PublicAccessBlock;
  readonly members: readonly MemberStatus[];
  readonly controlRegions: readonly ControlRegionAnswer[];
  /** Whether all control Regions that answered see the same routes. */
  readonly agreed: boolean;
  readonly backlogs: readonly Backlog[];
  readonly unknown: readonly Unknown[];
}

export interface AccessPointId {
  readonly arn: string;
  readonly account: string;
  readonly alias: string;
}

/** Everything that can be seen of an access point. Nothing that does not answer keeps the rest from being shown. */
export async function readStatus(aws: Aws, clock: Clock, { arn, account, alias }: AccessPointId): Promise<StatusReport> {
  const unknown: Unknown[] = [];
  const [controlRegions, listed] = await Promise.all([
    askEveryControlRegion(aws, clock, account, arn),
    findByAlias(aws, account, alias).catch((error: unknown) => {
      const why = `${CONTROL_PLANE_REGION.region} does not say: ${showFailure(toFailure(error))}`;
      unknown.push({ what: 'name, status, public access block', why });
      return undefined;
    }),
  ]);
  const routes = controlRegions.find((answer) => answer.routes !== undefined)?.routes;
  if (routes === undefined) unknown.push({ what: 'routes', why: 'no control Region answers' });
  const places = unite(routes ?? [], listed?.members ?? []);
  const [presences, backlogs] = await Promise.all([
    Promise.all(places.map((place) => presenceOf(aws, place, unknown))),
    readBacklogs(aws, clock, places),
  ]);
  return {
    arn,
    account,
    alias,
    ...(listed && { name: listed.name, status: listed.status, block: listed.block }),
    members: places.map((place, index) => ({
      ...place, presence: presences[index], dial: routes?.find(({ region }) => region === place.region)?.dial,
    })),
    controlRegions,
    agreed: findAgreedRoutes(controlRegions),
    backlogs,
    unknown,
  };
}

/** Routes and description should name the same members; whatever either has is shown. */
function unite(...lists: readonly (readonly BucketLocation[])[]): BucketLocation[] {
  const byRegion = new Map(lists.flat().reverse().map(({ region, bucket }) => [region, { region, bucket }]));
  return [...byRegion.values()].sort((a, b) => a.region.localeCompare(b.region));
}

async function presenceOf(aws: Aws, { region, bucket }: BucketLocation, unknown: Unknown[]): Promise<Presence> {
  try {
    await aws.ask(region, 'HeadBucket', { Bucket: bucket });
    return 'there';
  } catch (error) {
    const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
    if (metadata?.httpStatusCode === 404) return 'missing';
    const failure = toFailure(error);
    unknown.push({ what: `bucket ${bucket}`, why: metadata?.httpStatusCode === 403 ? 'not ours to look at' : `${region}: ${showFailure(failure)}` });
    return 'unknown';
  }
}
