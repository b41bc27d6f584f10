import { html } from 'hono/html';
import { dollars, type ReplicationCost, replicationCosts } from './cost';
import { describeRouting, type Html, routingOf } from './map';
import { type NumberedGroup, type NumberedMember } from './numbered';
import { type Prices } from './prices';
import { type FindingView, type MemberRoute } from './topology';

/** One card for each member: what it is, and where it sends and gets copies. */
export function renderCards(group: NumberedGroup, prices: Prices, findings: readonly FindingView[]): Html {
  const costs = new Map(replicationCosts(group.group, prices).map((cost) => [cost.member, cost]));
  return html`<ul class="cards">${group.members.map((entry) => renderCard(entry, group, costs.get(entry.member)!, findings.filter(({ about }) => about === entry.member.key)))}</ul>`;
}

function renderCard(entry: NumberedMember, { group, pairs }: NumberedGroup, cost: ReplicationCost, findings: readonly FindingView[]): Html {
  const { member, number, id } = entry;
  const both = pairs.filter(({ twoWay, from, to }) => twoWay && (from === entry || to === entry)).map(({ from, to }) => (from === entry ? to : from));
  const to = pairs.filter(({ twoWay, from }) => !twoWay && from === entry).map((pair) => pair.to);
  const from = pairs.filter((pair) => !pair.twoWay && pair.to === entry).map((pair) => pair.from);
  return html`<li class="card ${routingOf(entry)} ${member.change ?? ''}" id="${id}">
<header><span class="badge">${number}</span><h3>${member.region ?? 'Region not known'}</h3><span class="state">${member.change && `${member.change}, `}${describeRouting(entry)}</span></header>
${member.regionName && html`<p>${member.regionName}</p>`}
<dl>
<dt>bucket</dt><dd><code>${member.bucket}</code></dd>
<dt>account</dt><dd>${member.account}</dd>
<dt>encrypted</dt><dd>${member.encryption}</dd>
<dt>stack</dt><dd>${member.stack ?? 'made elsewhere'}</dd>
${renderRoutes(member.routes, group.accessPoints.length > 1, (key) => group.accessPoints.find((accessPoint) => accessPoint.key === key)?.label ?? key)}
${numbers('both ways with', both, group.members.length)}${numbers('copies to', to, group.members.length)}${numbers('copies from', from, group.members.length)}${renderCost(cost)}${findingsOf(findings)}
</dl>
</li>
`;
}

function renderCost({ destinations, transfer, timeControl }: ReplicationCost): Html | undefined {
  if (destinations === 0) return undefined;
  return html`<dt>1 TB copied</dt><dd>${transfer === undefined ? 'price not known' : dollars(transfer + timeControl)}</dd>`;
}

function findingsOf(findings: readonly FindingView[]): Html | undefined {
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))];
  return ids.length === 0 ? undefined : html`<dt>findings</dt><dd><a href="#findings">${ids.join(', ')}</a></dd>`;
}

/** Routes are worth a line where access points differ, or where S3 does something else than was declared. */
function renderRoutes(routes: readonly MemberRoute[], several: boolean, labelOf: (key: string) => string): (Html | undefined)[] {
  return routes.map(({ accessPoint, declared, live }) => {
    const drifted = live !== undefined && live !== declared;
    if (!several && !drifted) return undefined;
    return html`<dt>${several ? labelOf(accessPoint) : 'routing'}</dt><dd>${drifted ? `${live} now, declared ${declared}` : declared}</dd>`;
  });
}

/** More than two others are worth counting rather than naming where they are all there are. */
function numbers(what: string, members: readonly NumberedMember[], all: number): Html | undefined {
  if (members.length === 0) return undefined;
  const named = members.length > 2 && members.length === all - 1 ? `all ${members.length} others` : members.map(({ number }) => number).sort((a, b) => a - b).join(' ');
  return html`<dt>${what}</dt><dd>${named}</dd>`;
}
