import { type ReplicationBacklog, isBacklogEmpty, computeRpoSeconds } from '../../control/backlog';
import { type FailoverPlan } from '../../control/failover/plan';
import { type RoutingTableInControlRegions } from '../../control/routes/routes-views';
import { showRegionDials } from '../../control/routes/routing';
import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { renderTable } from './render-table';

export function renderTrafficDial(dial: number | undefined): string {
  if (dial === undefined) return 'unknown';
  if (dial === 100) return 'active';
  return dial === 0 ? 'passive' : `${dial} %`;
}

export function renderBacklogs(backlogs: readonly ReplicationBacklog[], now: number, columns?: number): string {
  const rows = backlogs.map((backlog) => {
    const { source, destination, operations, bytes, unknown } = backlog;
    // Without a backlog, nothing can be lost, even if the metric is old.
    const rpo = isBacklogEmpty(backlog) ? 0 : computeRpoSeconds(backlog, now);
    return [
      source.region,
      destination.region,
      unknown === undefined ? `${operations} operations, ${bytes} bytes` : `unknown: ${unknown}`,
      rpo === undefined ? 'unknown' : `${rpo} s`,
    ];
  });
  return renderTable(['from', 'to', 'backlog', 'latency'], rows, columns);
}

export function renderFailoverPlan({ members, before, after }: FailoverPlan, columns?: number): string {
  return renderTable(['region', 'bucket', 'before', 'after'], members.map(({ region, bucket }) =>
    [region, bucket, renderTrafficDial(before.get(region)), renderTrafficDial(after.get(region))]), columns);
}

/** Renders how many control Regions answered, and each table if they returned different tables. */
export function renderRoutingTablesOfControlRegions(views: readonly RoutingTableInControlRegions[]): string {
  const answered = views.flatMap(({ regions }) => regions).length;
  const count = `${answered} of ${FAILOVER_CONTROL_REGIONS.length} control Regions answered`;
  if (views.length === 1) return `${count}.\n`;
  const tables = views.map(({ regions, dials }, index) =>
    `${index === 0 ? 'used' : 'also'}  ${showRegionDials(dials)}\n      from ${[...regions].sort().join(', ')}\n`);
  return `${count} with different routes, so the routes changed within the last two minutes:\n${tables.join('')}`;
}
