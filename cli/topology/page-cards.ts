import { html } from 'hono/html';
import { type Prices } from '../../src/facts/prices';
import { makeLossAnchor, type NumberedAccessPointGroup, type NumberedMember } from './numbered-members';
import { describeRouting, type HtmlFragment, combineRouting } from './render-map';
import { formatDollars, type ReplicationCost, computeReplicationCosts } from './replication-costs';
import { type FindingView, type MemberRoute, type MemberView } from './topology';

/** Renders one card for each member, with its bucket, its routes and its replication. */
export function renderMemberCards(
  group: NumberedAccessPointGroup, prices: Prices, findings: readonly FindingView[],
): HtmlFragment {
  const costs = new Map(computeReplicationCosts(group.group, prices).map((cost) => [cost.member, cost]));
  const common = findCommonSettings(group.group.members);
  const settings = [...common].map(([name, value]) => `${name} ${value}`);
  return html`${common.size > 0 && html`<p class="all-members">All members: ${settings.join('; ')}.</p>`}
<ul class="cards">${group.members.map((entry) => {
  const own = findings.filter(({ subject }) => subject === entry.member.key);
  return renderCard(entry, group, costs.get(entry.member)!, own, common);
})}</ul>`;
}

function renderCard(
  entry: NumberedMember, { id: groupId, group, pairs }: NumberedAccessPointGroup, cost: ReplicationCost,
  findings: readonly FindingView[], common: ReadonlyMap<string, string>,
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
${renderSettings(member, common)}
<dt class="stack">stack</dt><dd class="stack">${member.stack ?? 'not in these templates'}</dd>
${renderRoutes(member.routes, accessPoints.length > 1, findLabel)}
${renderNumbers('two-way with', twoWay, count)}${renderNumbers('replicates to', destinations, count)}${
  renderNumbers('replicates from', sources, count)}${renderCost(cost)}${renderFindingIds(findings)}
</dl>
${accessPoints.length > 0 && member.region !== undefined && member.change !== 'removed' && html`<p class="if-lost"><a
href="#${makeLossAnchor(groupId, member.region)}">If this Region is lost</a></p>`}
</li>
`;
}

/** The settings of a bucket. In print, a line above the cards states the settings that all members have. */
function listSettings({ account, encryption, protection }: MemberView): [name: string, value: string][] {
  return [
    ['account', account],
    ['encryption', encryption],
    ...(protection === undefined ? [] : [
      ['versioning', protection.versioning], ['Object Lock', protection.objectLock],
      ['public access', protection.publicAccess],
    ] satisfies [string, string][]),
  ];
}

function findCommonSettings(members: readonly MemberView[]): ReadonlyMap<string, string> {
  const [first, ...others] = members.map((member) => new Map(listSettings(member)));
  return new Map([...first ?? []].filter(([name, value]) => others.every((other) => other.get(name) === value)));
}

function renderSettings(member: MemberView, common: ReadonlyMap<string, string>): HtmlFragment[] {
  return listSettings(member).map(([name, value]) => {
    const kind = common.has(name) ? 'common' : '';
    return html`<dt class="${kind}">${name}</dt><dd class="${kind}">${value}</dd>`;
  });
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
