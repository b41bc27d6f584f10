import { html } from 'hono/html';
import { RECOVERY_TIMES } from '../../src/facts/recovery-times';
import { REPLICATION_METRICS } from '../../src/facts/replication-metrics';
import { showDuration } from './durations';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';

/** Renders the recovery point and the recovery time that the options of a group state. */
export function renderRecovery({ id, group }: NumberedAccessPointGroup): HtmlFragment | undefined {
  const { accessPoints, edges, operations: { alarms, drills, runbooks } } = group;
  if (accessPoints.length === 0) return undefined;
  const current = edges.filter(({ change }) => change !== 'removed');
  const controlled = current.filter(({ timeControl }) => timeControl).length;
  const { REPLICATION_TIME_CONTROL: replication, ROUTE_CHANGE: routes } = RECOVERY_TIMES;
  const latencies = alarms.filter(({ metric }) => metric === REPLICATION_METRICS.LATENCY.name)
    .flatMap(({ threshold }) => threshold ?? []);
  const point = [
    controlled === 0
      ? 'No option limits it: no replication has replication time control.'
      : `${showDuration(replication.seconds)} for ${replication.scope}, with replication time control on ${controlled} `
        + `of ${current.length} replications.`,
    ...(latencies.length === 0 ? [] : [`Alarms report a latency above ${showDuration(Math.max(...latencies))}.`]),
    ...drills.map(({ name, maxRpoSeconds }) => `The drill ${name} accepts ${showDuration(maxRpoSeconds)}.`),
  ];
  const time = [
    `S3 routes requests by new routes within ${showDuration(routes.seconds)} ${routes.scope}.`,
    runbooks.length === 0
      ? 'The detection of the loss and the start of the failover are not part of these templates.'
      : `Start the runbook ${runbooks.map(({ name }) => name).join(' or ')}, or run the failover command.`,
  ];
  return html`<section class="third" aria-labelledby="${id}-recovery">
${renderHeading(`${id}-recovery`, 'Recovery point and time')}
<div class="table"><table class="facts"><tbody>
<tr><th scope="row">recovery point</th><td>${current.length === 0 ? 'No replication.' : point.join(' ')}</td></tr>
<tr><th scope="row">recovery time</th><td>${time.join(' ')}</td></tr>
</tbody></table></div>
<p>Sources: ${[replication, routes].map(({ source }, index) =>
  html`${index > 0 && ', '}<a href="${source.url}">${source.url.replace('https://', '')}</a>`)}.</p>
</section>`;
}
