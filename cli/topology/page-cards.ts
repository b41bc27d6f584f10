import { html } from 'hono/html';
import { type NumberedAccessPointGroup, type NumberedMember } from './numbered-members';
import { type Prices } from './prices';
import { describeRouting, type HtmlFragment, combineRouting } from './render-map';
import { formatDollars, type ReplicationCost, computeReplicationCosts } from './replication-costs';
import { type FindingView, type MemberRoute } from './topology';

/** Renders one card for each member, with its bucket, its routes and its replication. */
export function renderMemberCards(
  group: NumberedAccessPointGroup, prices: Prices, findings: readonly FindingView[],
): HtmlFragment {
  const costs = new Map(computeReplicationCosts(group.group, prices).map((cost) => [cost.member, cost]));
  return html`<ul class="cards">${group.members.map((entry) => {
    const own = findings.filter(({ subject }) => subject === entry.member.key);
    return renderCard(entry, group, costs.get(entry.member)!, own);
  })}</ul>`;
}

function renderCard(
  entry: NumberedMember, { group, pairs }: NumberedAccessPointGroup, cost: ReplicationCost,
  findings: readonly FindingView[],
): HtmlFragment {
  const { member, number, id } = entry;
  const { accessPoints, members: { length: count } } = group;
  const twoWay = pairs.filter((pair) => pair.twoWay && (pair.from === entry || pair.to === entry))
    .map(({ from, to }) => (from === entry ? to : from));
  const destinations = pairs.filter((pair) => !pair.twoWay && pair.from === entry).map(({ to }) => to);
  const sources = pairs.filter((pair) => !pair.twoWay && pair.to === entry).map(({ from }) => from);
  const findLabel = (key: string) => accessPoints.find((accessPoint) => accessPoint.key === key)?.label ?? key;
  const state = `${member.change === undefined ? '' : `${member.change}, `}${describeRouting(entry)}`;
  return html`<li class="card ${combineRouting(entry)} ${member.change ?? ''}" id="${id}">
<header><span class="badge">${number}</span><h3>${member.region ?? 'Region unknown'}</h3>
<span class="state">${state}</span></header>
${member.regionName && html`<p>${member.regionName}</p>`}
<dl>
<dt>bucket</dt><dd><code>${member.bucket}</code></dd>
<dt>account</dt><dd>${member.account}</dd>
<dt>encryption</dt><dd>${member.encryption}</dd>
<dt>stack</dt><dd>${member.stack ?? 'not in these templates'}</dd>
${renderRoutes(member.routes, accessPoints.length > 1, findLabel)}
${renderNumbers('two-way with', twoWay, count)}${renderNumbers('replicates to', destinations, count)}${
  renderNumbers('replicates from', sources, count)}${renderCost(cost)}${renderFindingIds(findings)}
</dl>
</li>
`;
}

function renderCost({ destinations, transfer, timeControl }: ReplicationCost): HtmlFragment | undefined {
  if (destinations === 0) return undefined;
  const cost = transfer === undefined ? 'price unknown' : formatDollars(transfer + timeControl);
  return html`<dt>1 TB replicated</dt><dd>${cost}</dd>`;
}

function renderFindingIds(findings: readonly FindingView[]): HtmlFragment | undefined {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))];
  return ids.length === 0 ? undefined : html`<dt>findings</dt><dd><a href="#findings">${ids.join(', ')}</a></dd>`;
}

/** Renders the routes if there are several access points, or if the live status differs from the declared status. */
function renderRoutes(
  routes: readonly MemberRoute[], several: boolean, findLabel: (key: string) => string,
): (HtmlFragment | undefined)[] {
  return routes.map(({ accessPoint, declared, live }) => {
    const drifted = live !== undefined && live !== declared;
    if (!several && !drifted) return undefined;
    const status = drifted ? `live ${live}, declared ${declared}` : declared;
    return html`<dt>${several ? findLabel(accessPoint) : 'routing'}</dt><dd>${status}</dd>`;
  });
}

/** Renders the numbers of members, or their count if they are all other members. */
function renderNumbers(term: string, members: readonly NumberedMember[], count: number): HtmlFragment | undefined {
  if (members.length === 0) return undefined;
  const areAllOthers = members.length > 2 && members.length === count - 1;
  const numbers = members.map(({ number }) => number).sort((a, b) => a - b);
  return html`<dt>${term}</dt><dd>${areAllOthers ? `all ${members.length} others` : numbers.join(' ')}</dd>`;
}
