import { type Backlog, isDrained, computeRpoSeconds } from '../../control/backlog';
import { type FailoverPlan } from '../../control/failover/plan';
import { type RoutesView } from '../../control/failover/routes-reading';
import { showFailure } from '../../control/failure';
import { showDials } from '../../control/routes/routing';
import { type Presence, type StatusReport } from '../../control/status/access-point-status';
import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Drift } from '../drift/drift';
import { renderTable } from './render-table';

const PRESENCES: Readonly<Record<Presence, string>> = { there: 'yes', missing: 'no', unknown: 'unknown' };

export function renderDial(dial: number | undefined): string {
  if (dial === undefined) return 'unknown';
  if (dial === 100) return 'active';
  return dial === 0 ? 'passive' : `${dial} %`;
}

export function renderBacklogs(backlogs: readonly Backlog[], now: number): string {
  return renderTable(['from', 'to', 'backlog', 'latency'], backlogs.map((backlog) => {
    const { source, destination, operations, bytes, unknown } = backlog;
    // Without a backlog, nothing can be lost, even if the metric is old.
    const rpo = isDrained(backlog) ? 0 : computeRpoSeconds(backlog, now);
    return [
      source.region,
      destination.region,
      unknown === undefined ? `${operations} operations, ${bytes} bytes` : `unknown: ${unknown}`,
      rpo === undefined ? 'unknown' : `${rpo} s`,
    ];
  }));
}

export function renderPlan({ members, before, after }: FailoverPlan): string {
  return renderTable(['region', 'bucket', 'before', 'after'], members.map(({ region, bucket }) =>
    [region, bucket, renderDial(before.get(region)), renderDial(after.get(region))]));
}

/** Renders how many control Regions answered, and each table if they returned different tables. */
export function renderViews(views: readonly RoutesView[]): string {
  const answered = views.flatMap(({ regions }) => regions).length;
  const count = `${answered} of ${FAILOVER_CONTROL_REGIONS.length} control Regions answered`;
  if (views.length === 1) return `${count}.\n`;
  const tables = views.map(({ regions, dials }, index) =>
    `${index === 0 ? 'used' : 'also'}  ${showDials(dials)}\n      from ${regions.join(', ')}\n`);
  return `${count} with different routes, so the routes changed within the last two minutes:\n${tables.join('')}`;
}

/** Renders a status for a terminal. */
export function renderStatus(report: StatusReport, now: number): string {
  const { arn, name, status, members, controlRegions, agreed, backlogs, unknown } = report;
  const memberRows = members.map(({ region, bucket, presence, dial }) =>
    [region, bucket, PRESENCES[presence], renderDial(dial)]);
  const controlRegionRows = controlRegions.map(({ region, failure, tookMs }) =>
    [region, failure === undefined ? 'yes' : `no: ${showFailure(failure)}`, `${(tookMs / 1000).toFixed(1)} s`]);
  const parts = [
    `${name ?? 'name unknown'}  ${status ?? 'status unknown'}\n${arn}\n`,
    renderTable(['region', 'bucket', 'exists', 'route'], memberRows),
    renderTable(['control Region', 'answers', 'time'], controlRegionRows),
    ...(agreed ? [] : ['Control Regions return different routes: the routes changed within the last two minutes.\n']),
    ...(backlogs.length === 0 ? [] : [renderBacklogs(backlogs, now)]),
    ...(unknown.length === 0 ? [] : [renderTable(['unknown', 'reason'], unknown.map(({ what, why }) => [what, why]))]),
  ];
  return parts.join('\n');
}

/** Renders the differences in sequence, because policies and rules are too long for a table. */
export function renderDrift(drift: readonly Drift[]): string {
  if (drift.length === 0) return 'No drift.\n';
  return drift.map(({ what, subject, declared, live }) =>
    `drift of ${what}, ${subject}\n  declared  ${declared}\n  live      ${live}\n`).join('');
}
