import { isDeepStrictEqual } from 'node:util';
import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { type AccessPointStatus } from '../../src/facts/operation-status';
import { type PublicAccessBlock } from '../access-points';
import { type AwsCalls } from '../aws';
import { type ReplicationBacklog, type BucketLocation, readBacklogs } from '../backlog';
import { type Clock, SECOND } from '../clock';
import { toFailure, showFailure } from '../failure';
import { getPolicyStatus } from '../policies';
import { startReadingRoutes, type ControlRegionRead, type RoutesReading } from '../routes/every-control-region';
import { groupReadsByRoutingTable } from '../routes/routes-views';
import { findListedAccessPointByAlias, type ListedAccessPoint, type ListedMember } from './find-access-point';
import { checkBucketPresence, readReplicationTargets } from './read-member';

/** Whether a member's bucket exists. */
export type BucketPresence = 'there' | 'missing' | 'unknown';

export interface MemberStatus extends BucketLocation {
  /** The owner, if another account owns the bucket. */
  readonly account?: string;
  readonly presence: BucketPresence;
  /** The traffic dial in the table of most control Regions, or undefined if none answered. */
  readonly dial?: number;
  /** The Regions of the members that enabled rules replicate to, or undefined if the rules could not be read. */
  readonly replicatesTo?: readonly string[];
}

/** A part of the status that could not be read. */
export interface UnreadStatusPart {
  readonly what: string;
  readonly why: string;
}

export interface AccessPointStatusReport {
  readonly arn: string;
  readonly alias: string;
  readonly account: string;
  readonly readAt: number;
  /** Name, status and block come from us-west-2. They are undefined if that Region did not return them. */
  readonly name?: string;
  readonly status?: AccessPointStatus;
  readonly block?: PublicAccessBlock;
  /** Whether the policy of the access point allows public access. */
  readonly isPublic?: boolean;
  readonly members: readonly MemberStatus[];
  /** Whether S3 returned the members, in the routes or in the list of access points. */
  readonly areMembersKnown: boolean;
  readonly controlRegions: readonly ControlRegionRead[];
  /** The number of control Regions that returned the routes of the members. */
  readonly agreeing: number;
  /** Whether all control Regions that answered returned the same routes. */
  readonly agreed: boolean;
  readonly backlogs: readonly ReplicationBacklog[];
  readonly unknown: readonly UnreadStatusPart[];
}

export interface AccessPointId {
  readonly arn: string;
  readonly account: string;
  readonly alias: string;
}

/**
 * How long members wait for us-west-2. Only us-west-2 returns their accounts, and it may be the Region that is lost.
 */
const MEMBER_LIST_TIMEOUT = SECOND;

/**
 * Reads all of an access point's state. A part that cannot be read is listed in `unknown` and does not stop the rest.
 * Members are read while control Regions that do not answer reach their time limit.
 */
export async function readAccessPointStatus(
  aws: AwsCalls, clock: Clock, accessPoint: AccessPointId,
): Promise<AccessPointStatusReport> {
  const { arn, account, alias } = accessPoint;
  const reading = startReadingRoutes({ s3: aws, clock, accountId: account, accessPointArn: arn });
  const controlPlane = readControlPlane(aws, clock, accessPoint);
  const early = readMembersEarly(aws, clock, account, reading, controlPlane);
  const [{ listed, isPublic, unknown: unread }, read] = await Promise.all([controlPlane, early, reading.complete]);
  const controlRegions = sortByRegion(reading.answers);
  const views = groupReadsByRoutingTable(controlRegions);
  const routes = views.at(0)?.members;
  const members = mergeMembers(listed?.members ?? [], routes ?? []);
  const { details, backlogs, unknown } = read && isDeepStrictEqual(read.members, members)
    ? read
    : await readMembers(aws, clock, account, members);
  return {
    arn,
    account,
    alias,
    readAt: clock.now(),
    ...(listed && { name: listed.name, status: listed.status, block: listed.block }),
    ...(isPublic !== undefined && { isPublic }),
    members: members.map((member, index) => ({
      ...member, ...details[index], dial: routes?.find(({ region }) => region === member.region)?.dial,
    })),
    areMembersKnown: routes !== undefined || listed !== undefined,
    controlRegions,
    agreeing: views.at(0)?.regions.length ?? 0,
    agreed: views.length <= 1,
    backlogs: [...backlogs].sort((a, b) =>
      compareRegions(a.source.region, b.source.region) || compareRegions(a.destination.region, b.destination.region)),
    unknown: [
      ...unread, ...(routes ? [] : [{ what: 'routes', why: 'no control Region answered' }]), ...unknown,
    ],
  };
}

/** Reads the members of the first answers. Undefined if us-west-2 and no control Region answered in time. */
async function readMembersEarly(
  aws: AwsCalls, clock: Clock, account: string, reading: RoutesReading, controlPlane: Promise<ControlPlaneRead>,
): Promise<MembersRead | undefined> {
  const [early] = await Promise.all([
    Promise.race([controlPlane, clock.sleep(MEMBER_LIST_TIMEOUT)]), reading.settled,
  ]);
  const routes = groupReadsByRoutingTable(reading.answers).at(0)?.members;
  const members = mergeMembers(early?.listed?.members ?? [], routes ?? []);
  return members.length === 0 ? undefined : readMembers(aws, clock, account, members);
}

interface MembersRead {
  readonly members: readonly ListedMember[];
  /** In the order of the members. */
  readonly details: readonly Pick<MemberStatus, 'presence' | 'replicatesTo'>[];
  readonly backlogs: readonly ReplicationBacklog[];
  readonly unknown: readonly UnreadStatusPart[];
}

async function readMembers(
  aws: AwsCalls, clock: Clock, account: string, members: readonly ListedMember[],
): Promise<MembersRead> {
  const unknown: UnreadStatusPart[] = [];
  const [details, backlogs] = await Promise.all([
    Promise.all(members.map((member) => readMember(aws, account, members, member, unknown))),
    readBacklogs(aws, clock, members),
  ]);
  return { members, details, backlogs, unknown };
}

function sortByRegion<T extends { readonly region: string }>(entries: readonly T[]): T[] {
  return [...entries].sort((a, b) => compareRegions(a.region, b.region));
}

function compareRegions(a: string, b: string): number {
  return a.localeCompare(b);
}

interface ControlPlaneRead {
  readonly listed?: ListedAccessPoint;
  readonly isPublic?: boolean;
  readonly unknown: readonly UnreadStatusPart[];
}

async function readControlPlane(
  aws: AwsCalls, clock: Clock, { account, alias }: AccessPointId,
): Promise<ControlPlaneRead> {
  const unknown: UnreadStatusPart[] = [];
  const tryRead = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await read();
    } catch (error) {
      unknown.push({ what, why: `${CONTROL_PLANE_REGION.region}: ${showFailure(toFailure(error))}` });
      return undefined;
    }
  };
  const listed = await tryRead('name, status, public access block', () =>
    findListedAccessPointByAlias(aws, clock, account, alias));
  if (listed === undefined) return { unknown };
  const isPublic = await tryRead('public status of the policy', () => getPolicyStatus(aws, account, listed.name));
  return { listed, isPublic, unknown };
}

/** Routes and description should list the same members. A member in either list is part of the status. */
function mergeMembers(...lists: readonly (readonly ListedMember[])[]): ListedMember[] {
  const byRegion = new Map<string, ListedMember>();
  for (const { region, bucket, account } of lists.flat()) {
    byRegion.set(region, { ...byRegion.get(region), region, bucket, ...(account !== undefined && { account }) });
  }
  return sortByRegion([...byRegion.values()]);
}

async function readMember(
  aws: AwsCalls, account: string, members: readonly ListedMember[], member: ListedMember, unknown: UnreadStatusPart[],
): Promise<Pick<MemberStatus, 'presence' | 'replicatesTo'>> {
  const [presence, replicatesTo] = await Promise.all([
    checkBucketPresence(aws, member, unknown),
    readReplicationTargets(aws, { ...member, owner: member.account ?? account }, members, unknown),
  ]);
  return { presence, ...(replicatesTo && { replicatesTo }) };
}
