import { html, raw } from 'hono/html';
import { type DrillTrendEntry } from '../../control/drill/trend';
import { type MonthlyUsage } from '../../src/diagnostics/checks/monthly-cost';
import { MRAP961_INVALID_ARGUMENTS } from '../../src/diagnostics/definitions/command-arguments';
import { failWith } from '../command-error';
import { type PropertyChange } from './compare-topologies';
import { makeContentSecurityPolicy } from './content-security-policy';
import { makeLossAnchor, makeTitle, type NumberedAccessPointGroup, numberGroups } from './numbered-members';
import { renderMemberCards } from './page-cards';
import { renderClients } from './page-clients';
import { renderCosts } from './page-costs';
import { renderDrillTrend } from './page-drills';
import { renderTopologyChanges, renderFindings } from './page-findings';
import { renderHeading } from './page-heading';
import { renderReplicationRuleOptions, renderStacks } from './page-lists';
import { type LiveStatus, renderLiveStatus } from './page-live';
import { renderMonthlyCost } from './page-monthly-cost';
import { renderOperations } from './page-operations';
import { renderProvenance } from './page-provenance';
import { renderRecovery } from './page-recovery';
import { renderRegionLosses } from './page-region-losses';
import { type PagePrices } from './prices';
import { type Provenance } from './provenance';
import {
  combineRouting, describeRouting, hasMapPosition, type HtmlFragment, NARROW_MAP_STYLE, renderMap, renderMark,
  ROUTING_TEXTS, WIDE_MAP_STYLE,
} from './render-map';
import { renderLostRegionCss, renderMapFocusCss, STANDALONE_MAP_CSS, TOPOLOGY_PAGE_CSS } from './style';
import { type Topology } from './topology';
import { countFindings, countTopology, pluralize } from './topology-counts';

export interface TopologyPageInput {
  readonly topology: Topology;
  readonly prices: PagePrices;
  readonly provenance: Provenance;
  /** The usage for which the page states the monthly cost. */
  readonly usage?: MonthlyUsage;
  /** The properties that differ from the baseline. */
  readonly propertyChanges?: readonly PropertyChange[];
  /** The state that AWS returned. Undefined if the page shows declared routes only. */
  readonly live?: LiveStatus;
  /** The stored reports of drills, the oldest first. */
  readonly drills?: readonly DrillTrendEntry[];
  /** The keys of look-ups without a result. */
  readonly missingLookups?: readonly string[];
}

function describeGroup(entry: NumberedAccessPointGroup): string {
  const members = entry.members.map((member) =>
    `${member.number} ${member.member.region ?? member.member.bucket} ${describeRouting(member)}`);
  return `${makeTitle(entry.group)}: ${members.join(', ')}; ${pluralize(entry.group.edges.length, 'replication rule')}`;
}

/** Renders one self-contained page. The same input gives the same bytes. */
export async function renderTopologyPage(input: TopologyPageInput): Promise<string> {
  const { topology, prices, provenance, propertyChanges = [], live, drills, usage, missingLookups = [] } = input;
  const groups = numberGroups(topology);
  const title = topology.groups.map(makeTitle).join(', ') || 'no access point';
  const style = renderStyle(groups);
  return String(await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${makeContentSecurityPolicy(style)}">
<meta name="referrer" content="no-referrer">
<title>${title} – topology</title>
<style>${raw(style)}</style>
</head>
<body>
<header>
<p class="eyebrow">S3 Multi-Region Access Points</p>
<h1>${title}</h1>
${renderProvenance(provenance)}
${renderSummary(topology, groups)}
</header>
<main>
${groups.map((group) => renderGroup(group, groups.length > 1, prices, topology))}
${renderLiveStatus(live)}
${renderDrillTrend(drills)}
${renderTopologyChanges(topology, propertyChanges, groups)}
${renderFindings(topology.findings, groups, missingLookups)}
${renderStacks(topology.stacks)}
${groups.map((group) => renderMonthlyCost(group, prices, usage))}
${renderCosts(prices)}
</main>
<footer><p>${describeRoutingSource(live)} Map data: Natural Earth, public domain. The map shows a Region at the city or
state in its name.</p></footer>
</body>
</html>
`);
}

function renderStyle(groups: readonly NumberedAccessPointGroup[]): string {
  const most = Math.max(0, ...groups.map(({ members }) => members.length));
  const lost = groups.flatMap(({ id, members }) => members.flatMap(({ number, member: { region } }) =>
    (region === undefined ? [] : [renderLostRegionCss(makeLossAnchor(id, region), number)])));
  return [TOPOLOGY_PAGE_CSS, renderMapFocusCss(most), ...lost].join('\n');
}

function describeRoutingSource(live: LiveStatus | undefined): string {
  return live === undefined
    ? 'Routing as declared by the templates. The live routing may differ.'
    : `Live routes of ${live.arn} at ${new Date(live.readAt).toISOString()}.`;
}

/** Renders the map of the first group as an image for a document. */
export async function renderTopologySvg(topology: Topology): Promise<string> {
  const [first] = numberGroups(topology);
  const map = first && renderMap(first, WIDE_MAP_STYLE, describeGroup(first));
  if (map === undefined) {
    failWith(MRAP961_INVALID_ARGUMENTS.create({
      problem: 'no access point has a member in a known Region, so --svg has no map to draw',
      expected: 'templates that declare the Regions of the members, or --region',
      command: 'cdk-s3-mrap topology',
    }));
  }
  const text = String(await map);
  const start = text.indexOf('>') + 1;
  const style = `<style>${STANDALONE_MAP_CSS}${renderMapFocusCss(first.members.length)}</style>`;
  return `${text.slice(0, start)}${style}${text.slice(start)}\n`;
}

function renderSummary(topology: Topology, groups: readonly NumberedAccessPointGroup[]): HtmlFragment {
  const { findings, losses = [] } = topology;
  const count = findings.length + losses.length;
  const text = countFindings(topology);
  return html`<ul class="summary">
${countTopology(topology, groups).map((item) => html`<li>${item}</li>
`)}<li class="${count > 0 ? 'bad' : ''}">${count > 0 ? html`<a href="#findings">${text}</a>` : text}</li>
</ul>`;
}

function renderGroup(
  entry: NumberedAccessPointGroup, many: boolean, prices: PagePrices, { findings, stacks }: Topology,
): HtmlFragment {
  const title = describeGroup(entry);
  const withoutPosition = entry.members.filter((member) => !hasMapPosition(member)).map(({ number }) => number);
  return html`<section class="group" aria-labelledby="${entry.id}-heading">
<h2 class="${many ? 'named' : ''}" id="${entry.id}-heading">${many ? makeTitle(entry.group) : 'Regions'}</h2>
<figure>
${renderMap(entry, WIDE_MAP_STYLE, title)}
${renderMap(entry, NARROW_MAP_STYLE, title)}
<figcaption>${renderLegend(entry)}${withoutPosition.length > 0 && renderUnmapped(withoutPosition)}</figcaption>
</figure>
${renderRegionLosses(entry, stacks)}
${renderHeading(`${entry.id}-members`, 'Members')}
${renderMemberCards(entry, prices, findings)}
${renderReplicationRuleOptions(entry)}
${renderRecovery(entry)}
${renderClients(entry)}
${renderOperations(entry)}
</section>`;
}

function renderUnmapped(numbers: readonly number[]): HtmlFragment {
  return html`<span>Not on the map, Region unknown: ${numbers.join(', ')}</span>`;
}

/** Renders a legend of the symbols that this map uses. */
function renderLegend({ members, pairs }: NumberedAccessPointGroup): HtmlFragment {
  const states = new Set(members.map(combineRouting));
  const dots = (['active', 'passive', 'unknown', 'none'] as const).filter((state) => states.has(state))
    .map((state) => renderDot(state, ROUTING_TEXTS[state]));
  return html`${dots}${
    pairs.some(({ twoWay }) => twoWay) && renderLine('two-way', 'two-way replication')}${
    pairs.some(({ twoWay }) => !twoWay) && renderLine('one-way', 'one-way replication')}${
    pairs.some(({ change }) => change === 'added') && renderLine('added', 'added')}${
    pairs.some(({ change }) => change === 'removed') && renderLine('removed', 'removed')}${
    (['error', 'warning'] as const).filter((severity) => members.some((entry) => entry.severity === severity))
      .map((severity) => renderMarkLegend(severity))}`;
}

function renderMarkLegend(severity: 'error' | 'warning'): HtmlFragment {
  return html`<span><svg width="16" height="16" aria-hidden="true">${
    renderMark(severity, 1, 9)}</svg>finding: ${severity}</span>`;
}

function renderDot(state: string, text: string): HtmlFragment {
  const circle = html`<circle class="dot" cx="8" cy="8" r="6"/>`;
  return html`<span class="${state}"><svg width="16" height="16" aria-hidden="true">${circle}</svg>${text}</span>`;
}

function renderLine(kind: string, text: string): HtmlFragment {
  const arrow = kind === 'one-way' && html`<path class="arrow" d="M22 1L30 5L22 9z"/>`;
  const path = html`<path class="edge ${kind}" d="M1 5H24"/>${arrow}`;
  return html`<span><svg width="30" height="10" aria-hidden="true">${path}</svg>${text}</span>`;
}
