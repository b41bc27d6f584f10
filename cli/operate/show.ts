import { type Backlog, isDrained, computeRpoSeconds } from '../../control/backlog';
import { type FailoverPlan } from '../../control/failover/plan';
import { showFailure } from '../../control/failure';
import { type StatusReport } from '../../control/status/access-point-status';
import { type Drift } from '../drift/drift';
import { table } from './table';

export function showDial(dial: number | undefined): string {
  if (dial === undefined) return 'unknown';
  if (dial === 100) return 'active';
  return dial === 0 ? 'passive' : `${dial} %`;
}

export function showBacklogs(backlogs: readonly Backlog[], now: number): string {
  return table(['from', 'to', 'waiting', 'behind'], backlogs.map((backlog) => {
    const { source, destination, operations, bytes, unknown } = backlog;
    // An edge that is empty is not behind, however old the figure that says so.
    const rpo = isDrained(backlog) ? 0 : computeRpoSeconds(backlog, now);
    return [
      source.region,
      destination.region,
      unknown === undefined ? `${operations} operations, ${bytes} bytes` : `unknown: ${unknown}`,
      rpo === undefined ? 'unknown' : `${rpo} s`,
    ];
  }));
}

export function showPlan({ members, before, after }: FailoverPlan): string {
  return table(['region', 'bucket', 'now', 'then'], members.map(({ region, bucket }) =>
    [region, bucket, showDial(before.get(region)), showDial(after.get(region))]));
}

/** A status, for people. */
export function showStatus(report: StatusReport, now: number): string {
  const { arn, name, status, members, controlRegions, agreed, backlogs, unknown } = report;
  const parts = [
    `${name ?? 'name unknown'}  ${status ?? 'status unknown'}\n${arn}\n`,
    table(['region', 'bucket', 'there', 'route'], members.map((member) => [member.region, member.bucket, member.presence, showDial(member.dial)])),
    table(['control region', 'answers', 'after'], controlRegions.map(({ region, failure, tookMs }) =>
      [region, failure === undefined ? 'yes' : `no: ${showFailure(failure)}`, `${(tookMs / 1000).toFixed(1)} s`])),
    ...(agreed ? [] : ['Control Regions see different routes: a change is two minutes old at most.\n']),
    ...(backlogs.length === 0 ? [] : [showBacklogs(backlogs, now)]),
    ...(unknown.length === 0 ? [] : [table(['unknown', 'why'], unknown.map(({ what, why }) => [what, why]))]),
  ];
  return parts.join('\n');
}

/** What is live and not declared, or the other way round; one entry after the other, for policies and rules are long. */
export function showDrift(drift: readonly Drift[]): string {
  if (drift.length === 0) return 'No drift.\n';
  return drift.map(({ what, subject, declared, live }) => `drift of ${what}, ${subject}\n  declared  ${declared}\n  live      ${live}\n`).join('');
}
