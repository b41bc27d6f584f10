import { html } from 'hono/html';
import { groupBy } from '../../src/diagnostics/group-by';
import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { RECOVERY_TIMES } from '../../src/facts/recovery-times';
import { assessRegionLosses, type RegionLoss } from './assess-region-loss';
import { showDuration } from './durations';
import { makeLossAnchor, type NumberedAccessPointGroup, type NumberedMember } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';
import { type StackView } from './topology';

/** Renders the effect of the loss of each Region. The link to an entry also marks the Region on the map. */
export function renderRegionLosses(
  entry: NumberedAccessPointGroup, stacks: readonly StackView[],
): HtmlFragment | undefined {
  const { id, group: { accessPoints } } = entry;
  const losses = assessRegionLosses(entry, stacks);
  if (accessPoints.length === 0 || losses.length === 0) return undefined;
  return html`<section aria-labelledby="${id}-losses">
${renderHeading(`${id}-losses`, 'If a Region is lost')}
<div class="table"><table class="losses">
<caption>The routing of the page, before a failover. The link of a Region marks it on the map.</caption>
<thead><tr><th scope="col">lost Region</th><th scope="col">requests</th><th scope="col">objects</th>
<th scope="col">operation</th></tr></thead>
<tbody>${groupLosses(losses).map((row) => renderRow(row, id))}</tbody></table></div>
</section>`;
}

/** Regions whose loss has the same effect, and the texts that describe it. */
interface LossRow {
  readonly losses: readonly RegionLoss[];
  readonly texts: readonly string[];
}

function groupLosses(losses: readonly RegionLoss[]): LossRow[] {
  const described = losses.map((loss) => ({
    loss, texts: [describeRequests(loss), describeObjects(loss), describeOperation(loss)],
  }));
  return [...groupBy(described, ({ texts }) => texts.join('\n')).values()].map((entries) => (
    { losses: entries.map(({ loss }) => loss), texts: entries[0].texts }
  ));
}

function renderRow({ losses, texts }: LossRow, id: string): HtmlFragment {
  const links = losses.map(({ lost, region }) => {
    const anchor = makeLossAnchor(id, region);
    return html`<a id="${anchor}" href="#${anchor}">${lost.map(({ number }) => number).join(', ')} ${region}</a> `;
  });
  return html`<tr><th scope="row">${links}</th>${texts.map((text) => html`<td>${text}</td>`)}</tr>
`;
}

function describeRequests({ wasActive, active, passive, others }: RegionLoss): string {
  if (wasActive === undefined) return 'Only a deployment decides whether S3 routes requests to this Region.';
  if (!wasActive) return 'S3 routes no requests to this Region.';
  if (active.length > 0) {
    return `S3 routes requests near this Region to it until a failover deactivates it. ${
      countOthers(active.length)} active.`;
  }
  if (passive.length > 0) {
    const areAll = passive.length > 2 && passive.length === others.length;
    const targets = areAll ? 'another member' : `member ${joinNumbers(passive, 'or')}`;
    return `All requests fail until a failover activates ${targets}.`;
  }
  return 'All requests fail until the Region is available. No other member exists.';
}

function countRegions(count: number): string {
  return count === 1 ? '1 Region' : `${count} Regions`;
}

function countOthers(count: number): string {
  return count === 1 ? '1 other member remains' : `${count} other members remain`;
}

function showMembers(members: readonly NumberedMember[]): string {
  return `${members.length === 1 ? 'Member' : 'Members'} ${joinNumbers(members, 'and')}`;
}

function joinNumbers(members: readonly NumberedMember[], last: 'and' | 'or'): string {
  const numbers = members.map(({ number }) => String(number));
  return [numbers.slice(0, -1).join(', '), numbers.at(-1)!].filter((part) => part !== '').join(` ${last} `);
}

function describeObjects({ copies, others, hasTimeControl }: RegionLoss): string {
  if (copies.length === 0) return 'No member has copies of objects that clients wrote to this Region.';
  const { seconds, scope } = RECOVERY_TIMES.REPLICATION_TIME_CONTROL;
  const limit = hasTimeControl
    ? `Replication time control limits their age to ${showDuration(seconds)} (${scope}).`
    : 'No option limits the age of these writes.';
  const holders = copies.length > 2 && copies.length === others.length
    ? `All ${others.length} other members have`
    : `${showMembers(copies)} ${copies.length === 1 ? 'has' : 'have'}`;
  return `${holders} copies, except of writes that S3 had not replicated. ${limit}`;
}

function describeOperation(
  { controlRegions, runbookRegions, hasAccessPointStack, hasControlPlane }: RegionLoss,
): string {
  return [
    `${controlRegions.length} of ${FAILOVER_CONTROL_REGIONS.length} control Regions accept a failover.`,
    ...(runbookRegions === undefined ? [] : [`Runbook documents remain in ${countRegions(runbookRegions.length)}.`]),
    ...(hasAccessPointStack ? ['CloudFormation cannot deploy the stack of the access point.'] : []),
    ...(hasControlPlane ? [] : ['S3 cannot create, change or delete access points and their policies.']),
  ].join(' ');
}
