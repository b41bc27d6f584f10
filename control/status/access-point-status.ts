import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { type AccessPointStatus } from '../../src/facts/operation-status';
import { type PublicAccessBlock } from '../access-points';
import { type Aws } from '../aws';
import { type Backlog, type BucketLocation, readBacklogs } from '../backlog';
import { type Clock } from '../clock';
import { toFailure, showFailure } from '../failure';
import { haveEqualRoutes, readEveryControlRegion, type ControlRegionRead } from '../routes/every-control-region';
import { findByAlias } from './find-access-point';

/** Whether a member's bucket exists. */
export type Presence = 'there' | 'missing' | 'unknown';

export interface MemberStatus extends BucketLocation {
  readonly presence: Presence;
  /** The traffic dial in the first control Region that answered, or undefined if none did. */
  readonly dial?: number;
}

/** A part of the status that could not be read. */
export interface UnreadPart {
  readonly what: string;
  readonly why: string;
}

export interface StatusReport {
  readonly arn: string;
  readonly alias: string;
  readonly account: string;
  /** Name, status and block come from us-west-2. They are undefined if that Region did not return them. */
  readonly name?: string;
  readonly status?: AccessPointStatus;
  readonly block?: PublicAccessBlock;
  readonly members: readonly MemberStatus[];
  readonly controlRegions: readonly ControlRegionRead[];
  /** Whether all control Regions that answered returned the same routes. */
  readonly agreed: boolean;
  readonly backlogs: readonly Backlog[];
  readonly unknown: readonly UnreadPart[];
}

export interface AccessPointId {
  readonly arn: string;
  readonly account: string;
  readonly alias: string;
}

/**
 * Reads all of an access point's state. A part that cannot be read is listed in `unknown` and does not stop the rest.
 */
export async function readStatus(
  aws: Aws,
  clock: Clock,
  { arn, account, alias }: AccessPointId,
): Promise<StatusReport> {
  const unknown: UnreadPart[] = [];
  const [controlRegions, listed] = await Promise.all([
    readEveryControlRegion(aws, clock, account, arn),
    findByAlias(aws, account, alias).catch((error: unknown) => {
      const why = `${CONTROL_PLANE_REGION.region}: ${showFailure(toFailure(error))}`;
      unknown.push({ what: 'name, status, public access block', why });
      return undefined;
    }),
  ]);
  const routes = controlRegions.find((read) => read.routes !== undefined)?.routes;
  if (routes === undefined) unknown.push({ what: 'routes', why: 'no control Region answered' });
  const members = mergeMembers(routes ?? [], listed?.members ?? []);
  const [presences, backlogs] = await Promise.all([
    Promise.all(members.map((member) => checkPresence(aws, member, unknown))),
    readBacklogs(aws, clock, members),
  ]);
  return {
    arn,
    account,
    alias,
    ...(listed && { name: listed.name, status: listed.status, block: listed.block }),
    members: members.map((member, index) => ({
      ...member,
      presence: presences[index],
      dial: routes?.find(({ region }) => region === member.region)?.dial,
    })),
    controlRegions,
    agreed: haveEqualRoutes(controlRegions),
    backlogs,
    unknown,
  };
}

/** Routes and description should list the same members. A member in either list is part of the status. */
function mergeMembers(...lists: readonly (readonly BucketLocation[])[]): BucketLocation[] {
  const byRegion = new Map(lists.flat().reverse().map(({ region, bucket }) => [region, { region, bucket }]));
  return [...byRegion.values()].sort((a, b) => a.region.localeCompare(b.region));
}

async function checkPresence(aws: Aws, { region, bucket }: BucketLocation, unknown: UnreadPart[]): Promise<Presence> {
  try {
    await aws.call(region, 'HeadBucket', { Bucket: bucket });
    return 'there';
  } catch (error) {
    const { $metadata: metadata } = error as { $metadata?: { httpStatusCode?: number } };
    if (metadata?.httpStatusCode === 404) return 'missing';
    const isDenied = metadata?.httpStatusCode === 403;
    unknown.push({
      what: `bucket ${bucket}`,
      why: isDenied ? 'access denied' : `${region}: ${showFailure(toFailure(error))}`,
    });
    return 'unknown';
  }
}
