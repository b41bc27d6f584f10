import { html, raw } from 'hono/html';
import { type Alteration } from './changes';
import { describeRouting, type Html, NARROW, onMap, renderMap, routingOf, WIDE } from './map';
import { numbered, type NumberedGroup } from './numbered';
import { renderCards } from './page-cards';
import { renderCosts } from './page-costs';
import { renderChanges, renderFindings } from './page-findings';
import { renderOptions, renderStacks } from './page-lists';
import { type Prices } from './prices';
import { focusStyle, MAP_ALONE_STYLE, PAGE_STYLE } from './style';
import { type FindingView, type Topology } from './topology';

export interface PageInput {
  readonly topology: Topology;
  readonly prices: Prices;
  /** What becomes different, where there is a baseline. */
  readonly alterations?: readonly Alteration[];
  /** What the page knows from S3 itself, in words; undefined where nobody asked. */
  readonly live?: string;
}

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

function numberedGroups({ groups }: Topology): NumberedGroup[] {
  return groups.map((group, index) => numbered(group, `group-${index + 1}`));
}

function titleOf({ group: { accessPoints } }: NumberedGroup): string {
  return accessPoints.length === 0 ? 'Replication without an access point' : accessPoints.map(({ label }) => label).join(' · ');
}

function describe(entry: NumberedGroup): string {
  return `${titleOf(entry)}: ${entry.members.map((member) =>
    `${member.number} ${member.member.region ?? member.member.bucket} ${describeRouting(member)}`).join(', ')}; ${countOf(entry.group.edges.length, 'replication rule')}`;
}

/** One self-contained page. The same input gives the same bytes. */
export async function renderPage(input: PageInput): Promise<string> {
  const { topology, live, prices, alterations = [] } = input;
  const groups = numberedGroups(topology);
  const title = groups.map(titleOf).join(', ') || 'no access point';
  const most = Math.max(0, ...groups.map(({ members }) => members.length));
  return String(await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – topology</title>
<style>${raw(PAGE_STYLE)}${raw(focusStyle(most))}</style>
</head>
<body>
<header>
<p class="eyebrow">S3 Multi-Region Access Points</p>
<h1>${title}</h1>
${renderSummary(topology, groups)}
</header>
<main>
${groups.map((group) => renderGroup(group, groups.length > 1, prices, topology.findings))}
${renderChanges(topology, alterations, groups)}
${renderFindings(topology.findings, groups)}
${renderStacks(topology.stacks)}
${renderCosts(prices)}
</main>
<footer><p>${live ?? 'Routing as declared by the templates; what S3 does may differ.'} Land: Natural Earth, public domain. A Region stands where the city is that it is named after.</p></footer>
</body>
</html>
`);
}

/** The first map alone, as an image for a document. */
export async function renderSvg(topology: Topology): Promise<string> {
  const [first] = numberedGroups(topology);
  const map = first && renderMap(first, WIDE, describe(first));
  if (map === undefined) throw new Error('there is no access point with a member in a known Region, so there is no map to draw');
  const text = String(await map);
  const start = text.indexOf('>') + 1;
  return `${text.slice(0, start)}<style>${MAP_ALONE_STYLE}${focusStyle(first.members.length)}</style>${text.slice(start)}\n`;
}

function renderSummary({ findings, stacks }: Topology, groups: readonly NumberedGroup[]): Html {
  const members = groups.flatMap((group) => group.members.filter(({ member }) => member.change !== 'removed'));
  const states = (['active', 'passive', 'unknown'] as const).flatMap((state) => {
    const count = members.filter((member) => routingOf(member) === state).length;
    return count === 0 ? [] : [`${count} ${state === 'unknown' ? 'known at deployment' : state}`];
  });
  const rules = groups.flatMap(({ group }) => group.edges.filter(({ change }) => change !== 'removed')).length;
  return html`<ul class="summary">
<li>${countOf(members.length, 'member')}</li>
${states.length > 0 && html`<li>${states.join(', ')}</li>`}
<li>${countOf(rules, 'replication rule')}</li>
<li>${countOf(stacks.filter(({ change }) => change !== 'removed').length, 'stack')}</li>
<li class="${findings.length > 0 ? 'bad' : ''}">${countOf(findings.length, 'finding')}</li>
</ul>`;
}

function renderGroup(entry: NumberedGroup, many: boolean, prices: Prices, findings: readonly FindingView[]): Html {
  const title = describe(entry);
  const elsewhere = entry.members.filter((member) => !onMap(member));
  return html`<section aria-labelledby="${entry.id}-heading">
<h2 id="${entry.id}-heading">${many ? titleOf(entry) : 'Where the data is'}</h2>
<figure>
${renderMap(entry, WIDE, title)}
${renderMap(entry, NARROW, title)}
<figcaption>${renderLegend(entry)}${elsewhere.length > 0 && html`<span>Not on the map, for want of a known Region: ${elsewhere.map(({ number }) => number).join(', ')}</span>`}</figcaption>
</figure>
<h2>Members</h2>
${renderCards(entry, prices, findings)}
${renderOptions(entry)}
</section>`;
}

/** What the signs of this map mean, and no others. */
function renderLegend({ members, pairs }: NumberedGroup): Html {
  const states = new Set(members.map(routingOf));
  const dot = (state: string, text: string) => html`<span class="${state}"><svg width="16" height="16" aria-hidden="true"><circle class="dot" cx="8" cy="8" r="6"/></svg>${text}</span>`;
  const line = (kind: string, text: string) => html`<span><svg width="30" height="10" aria-hidden="true"><path class="edge ${kind}" d="M1 5H24"/>${
    kind === 'one-way' && html`<path class="arrow" d="M22 1L30 5L22 9z"/>`}</svg>${text}</span>`;
  return html`${states.has('active') && dot('active', 'active')}${states.has('passive') && dot('passive', 'passive')}${
    states.has('unknown') && dot('unknown', 'routing known at deployment')}${states.has('none') && dot('none', 'behind no access point')}${
    pairs.some(({ twoWay }) => twoWay) && line('two-way', 'replicated both ways')}${pairs.some(({ twoWay }) => !twoWay) && line('one-way', 'replicated one way')}${
    pairs.some(({ change }) => change === 'added') && line('added', 'comes')}${pairs.some(({ change }) => change === 'removed') && line('removed', 'goes')}`;
}
