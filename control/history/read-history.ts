import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { type AwsCalls } from '../aws';
import { type BucketLocation } from '../backlog';
import { type Clock, SECOND } from '../clock';
import { type Failure, toFailure } from '../failure';
import { CONTROL_REGIONS } from '../routes/control-regions';
import { type AccessPointId } from '../status/access-point-status';
import { lookUpCalls, type TimeRange } from './look-up-calls';
import { type RecordedCall } from './recorded-call';
import { type ChangedPart, mergeCallsIntoChanges, type RecordedChange } from './recorded-change';
import { findSubmittedDials } from './route-updates';

/** The access point whose changes are read. */
export interface HistoryTarget {
  readonly accessPoint: AccessPointId;
  /** Undefined if unknown: then changes of the policy cannot be read. */
  readonly name?: string;
  readonly members: readonly BucketLocation[];
}

/** A Region whose events could not be read. */
export interface UnreadEvents {
  readonly part: ChangedPart;
  readonly region: string;
  readonly failure: Failure;
}

export interface AccessPointHistory {
  /** The newest change comes first. */
  readonly changes: readonly RecordedChange[];
  readonly unread: readonly UnreadEvents[];
  /** The number of operations whose events were read, in all Regions together. */
  readonly lookups: number;
}

/** One operation whose events are read in one Region. */
interface EventLookup {
  readonly part: ChangedPart;
  readonly region: string;
  readonly operation: string;
  readonly subject: string;
  /** The text that the request parameters of an event about the subject contain. */
  readonly contains: string;
}

/** CloudTrail accepts two lookups per second, account and Region. */
const LOOKUP_INTERVAL = SECOND / 2;

/** Reads the changes of the routes, the policy and the replication of an access point from CloudTrail. */
export function readAccessPointHistory(
  aws: AwsCalls, clock: Clock, target: HistoryTarget, range: TimeRange,
): Promise<AccessPointHistory> {
  const { name, members, accessPoint } = target;
  return readLookups(aws, clock, [
    ...listRouteLookups(accessPoint),
    ...(name === undefined ? [] : [makePolicyLookup(accessPoint, name)]),
    ...members.flatMap(listReplicationLookups),
  ], members, range);
}

/** Reads the changes of the routes only. */
export function readRouteChanges(
  aws: AwsCalls, clock: Clock, { accessPoint, members }: HistoryTarget, range: TimeRange,
): Promise<AccessPointHistory> {
  return readLookups(aws, clock, listRouteLookups(accessPoint), members, range);
}

function listRouteLookups({ arn, alias }: AccessPointId): EventLookup[] {
  const operation = 'SubmitMultiRegionAccessPointRoutes';
  return CONTROL_REGIONS.map((region) => ({ part: 'routes', region, operation, subject: arn, contains: alias }));
}

function makePolicyLookup({ arn }: AccessPointId, name: string): EventLookup {
  const operation = 'PutMultiRegionAccessPointPolicy';
  const { region } = CONTROL_PLANE_REGION;
  return { part: 'policy', region, operation, subject: arn, contains: JSON.stringify(name) };
}

function listReplicationLookups({ region, bucket }: BucketLocation): EventLookup[] {
  return ['PutBucketReplication', 'DeleteBucketReplication'].map((operation) =>
    ({ part: 'replication', region, operation, subject: bucket, contains: JSON.stringify(bucket) }));
}

/** Reads all Regions at the same time, and in each Region one operation after the other. */
async function readLookups(
  aws: AwsCalls, clock: Clock, lookups: readonly EventLookup[], members: readonly BucketLocation[], range: TimeRange,
): Promise<AccessPointHistory> {
  const calls: Parameters<typeof mergeCallsIntoChanges>[0][number][] = [];
  const unread: UnreadEvents[] = [];
  const readRegion = async (region: string) => {
    for (const [index, lookup] of lookups.filter((candidate) => candidate.region === region).entries()) {
      if (index > 0) await clock.sleep(LOOKUP_INTERVAL);
      try {
        const { calls: found, incomplete } = await lookUpCalls(aws, clock, region, lookup.operation, range);
        if (incomplete !== undefined) unread.push({ part: lookup.part, region, failure: incomplete });
        calls.push(...found.filter((call) => isAbout(call, lookup)).map((call) => toChange(call, lookup, members)));
      } catch (error) {
        const failure = toFailure(error);
        if (failure.kind === 'unexpected') throw error;
        unread.push({ part: lookup.part, region, failure });
      }
    }
  };
  await Promise.all([...new Set(lookups.map(({ region }) => region))].map(readRegion));
  unread.sort((a, b) => a.part.localeCompare(b.part) || a.region.localeCompare(b.region));
  return { changes: mergeCallsIntoChanges(calls), unread, lookups: lookups.length };
}

function isAbout({ requestParameters }: RecordedCall, { contains }: EventLookup): boolean {
  return (JSON.stringify(requestParameters) ?? '').includes(contains);
}

function toChange(
  { at, region, operation, caller, sourceAddress, userAgent, requestParameters }: RecordedCall,
  { part, subject }: EventLookup, members: readonly BucketLocation[],
) {
  const dials = part === 'routes' ? findSubmittedDials(requestParameters, members) : undefined;
  return {
    part,
    at,
    operation,
    subject,
    caller,
    region,
    ...(sourceAddress !== undefined && { sourceAddress }),
    ...(userAgent !== undefined && { userAgent }),
    ...(dials && { dials }),
  };
}
