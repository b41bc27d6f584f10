import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type ReplicationBacklog, computeRpoSeconds, isBacklogEmpty } from '../backlog';
import { CONTROL_REGION_MAJORITY } from '../routes/control-regions';
import { type MemberStatus, type AccessPointStatusReport } from './access-point-status';

/** Whether requests to one active member can fail over to another member. */
export interface MemberReadiness {
  readonly region: string;
  readonly ready: boolean;
  /** The Regions that requests can fail over to, with the smallest recovery point first. */
  readonly targets: readonly string[];
  /** The smallest recovery point of the targets, in seconds. */
  readonly rpoSeconds?: number;
  /** The reason if the member is not ready. */
  readonly reason?: string;
}

export interface FailoverReadiness {
  readonly ready: boolean;
  readonly members: readonly MemberReadiness[];
  /** The reason if no statement about the members is possible. */
  readonly reason?: string;
}

export interface ReadinessOptions {
  /** The accepted recovery point. */
  readonly maxRpoSeconds: number;
  readonly now: number;
  /** Whether the access point is expected to have one Region, so that it cannot fail over. */
  readonly expectSingle: boolean;
}

/** Decides for every active member whether a failover would succeed and lose no more than the accepted writes. */
export function assessReadiness(report: AccessPointStatusReport, options: ReadinessOptions): FailoverReadiness {
  if (options.expectSingle) return assessSingle(report);
  const { members, agreeing } = report;
  if (members.length === 1) {
    return notReady('the access point has one member and cannot fail over; pass "--expect single" if this is intended');
  }
  if (agreeing < CONTROL_REGION_MAJORITY) {
    const total = FAILOVER_CONTROL_REGIONS.length;
    return notReady(
      `${agreeing} of ${total} control Regions returned the same routes, expected ${CONTROL_REGION_MAJORITY} or more`,
    );
  }
  const active = members.filter(({ dial = 0 }) => dial > 0);
  if (active.length === 0) return notReady('no member is active');
  const assessed = active.map((member) => assessMember(report, member, options));
  return { ready: assessed.every(({ ready }) => ready), members: assessed };
}

function assessSingle({ members, areMembersKnown, status }: AccessPointStatusReport): FailoverReadiness {
  if (!areMembersKnown) return notReady('the members are unknown');
  if (members.length !== 1) return notReady(`the access point has ${members.length} members, expected one`);
  if (members[0].presence !== 'there') return notReady(describePresence(members[0]));
  return status === 'READY'
    ? { ready: true, members: [{ region: members[0].region, ready: true, targets: [] }] }
    : notReady(`the status of the access point is ${status ?? 'unknown'}, expected READY`);
}

function notReady(reason: string): FailoverReadiness {
  return { ready: false, members: [], reason };
}

interface Candidate {
  readonly region: string;
  readonly rpoSeconds?: number;
  /** The reason why requests cannot fail over to the member. */
  readonly problem?: string;
}

function assessMember(
  { members, backlogs }: AccessPointStatusReport, source: MemberStatus, options: ReadinessOptions,
): MemberReadiness {
  const candidates = members.filter(({ region }) => region !== source.region).map((target) => {
    const backlog = backlogs.find((edge) =>
      edge.source.region === source.region && edge.destination.region === target.region);
    return assessCandidate(source, target, backlog, options);
  });
  const usable = candidates
    .filter(({ problem }) => problem === undefined)
    .sort((a, b) => (a.rpoSeconds ?? Infinity) - (b.rpoSeconds ?? Infinity));
  const { region } = source;
  if (usable.length === 0) {
    return { region, ready: false, targets: [], reason: candidates.map(({ problem }) => problem).join('; ') };
  }
  return { region, ready: true, targets: usable.map((target) => target.region), rpoSeconds: usable[0].rpoSeconds };
}

function assessCandidate(
  source: MemberStatus, target: MemberStatus, backlog: ReplicationBacklog | undefined,
  { maxRpoSeconds, now }: ReadinessOptions,
): Candidate {
  const { region } = target;
  if (target.presence !== 'there') return { region, problem: describePresence(target) };
  const isMetered = backlog !== undefined && backlog.unknown === undefined;
  // The metrics of a rule prove that it replicates, even if the Region of the source is unavailable.
  const isReplicated = source.replicatesTo?.includes(region) ?? isMetered;
  if (!isReplicated) {
    const problem = source.replicatesTo === undefined
      ? `the replication rules of ${source.bucket} are unknown`
      : `no enabled rule replicates from ${source.region} to ${region}`;
    return { region, problem };
  }
  if (!isMetered) {
    return { region, problem: `the recovery point in ${region} is unknown: ${backlog?.unknown ?? 'not read'}` };
  }
  const rpoSeconds = isBacklogEmpty(backlog) ? 0 : computeRpoSeconds(backlog, now);
  if (rpoSeconds === undefined) return { region, problem: `the recovery point in ${region} is unknown` };
  return rpoSeconds > maxRpoSeconds
    ? { region, problem: `the recovery point in ${region} is ${rpoSeconds} s, expected at most ${maxRpoSeconds} s` }
    : { region, rpoSeconds };
}

function describePresence({ region, bucket, account, presence }: MemberStatus): string {
  const owner = account === undefined ? '' : ` of account ${account}`;
  return presence === 'missing'
    ? `bucket ${bucket}${owner} in ${region} does not exist`
    : `bucket ${bucket}${owner} in ${region} cannot be read`;
}
