import { type MonthlyUsage } from '../../src/diagnostics/checks/monthly-cost';
import { renderMissingLookups } from '../lint/missing-lookups';
import { escapeMarkdown, renderMarkdownTable } from '../markdown-table';
import { type PropertyChange } from './compare-topologies';
import { listElementChanges } from './element-changes';
import { findSubject } from './finding-subject';
import { listMonthlyCosts } from './monthly-cost';
import { makeTitle, type NumberedAccessPointGroup, type NumberedMember, numberGroups } from './numbered-members';
import { type TopologyPageInput } from './page';
import { type PagePrices } from './prices';
import { describeProvenance } from './provenance';
import { describeRouting } from './render-map';
import { renderTopologyAsMermaid } from './render-mermaid';
import { formatNumber } from './replication-costs';
import { listRuleSets } from './rule-sets';
import { type FindingView, type Topology } from './topology';
import { countFindings, countTopology } from './topology-counts';

/** Comments on GitHub have at most 65,536 characters. */
const LISTED_FINDINGS = 50;

const MEMBER_HEAD = [
  'member', 'Region', 'bucket', 'account', 'routing', 'encryption', 'versioning', 'Object Lock', 'public access',
];

/** Renders the topology as Markdown for a comment of a pull request. Names cannot become markup. */
export function renderTopologyAsMarkdown(input: TopologyPageInput): string {
  const { topology, prices, provenance, propertyChanges, usage, missingLookups = [] } = input;
  const groups = numberGroups(topology);
  const title = topology.groups.map(makeTitle).join(', ') || 'no access point';
  return [
    `### S3 Multi-Region Access Points: ${escapeMarkdown(title)}`,
    [...countTopology(topology, groups), countFindings(topology)].join(' · '),
    ...groups.flatMap((group) => renderGroup(group, groups.length > 1)),
    ...(groups.length === 0 ? [] : [`\`\`\`mermaid\n${renderTopologyAsMermaid(topology)}\`\`\``]),
    ...renderChanges(topology, groups, propertyChanges),
    ...renderFindings(topology, groups),
    ...renderMissingLookups(missingLookups).map(escapeMarkdown),
    ...groups.flatMap((group) => renderMonthlyCost(group, prices, usage)),
    escapeMarkdown(describeProvenance(provenance)),
  ].join('\n\n') + '\n';
}

function renderGroup(entry: NumberedAccessPointGroup, isNamed: boolean): string[] {
  const { members, group } = entry;
  const isCompared = members.some(({ member }) => member.change !== undefined);
  const head = isCompared ? [...MEMBER_HEAD, 'change'] : MEMBER_HEAD;
  const rows = members.map((member) => [...listCells(member), ...(isCompared ? [member.member.change ?? ''] : [])]);
  const sets = listRuleSets(entry).map(({ options, rules }) => [options, rules]);
  return [
    ...(isNamed ? [`#### ${escapeMarkdown(makeTitle(group))}`] : []),
    renderMarkdownTable(head, rows).join('\n'),
    ...(sets.length === 0 ? [] : [renderMarkdownTable(['options of the replication rules', 'rules'], sets).join('\n')]),
  ];
}

function listCells(entry: NumberedMember): string[] {
  const { number, member: { region, bucket, account, encryption, protection } } = entry;
  const { versioning = '', objectLock = '', publicAccess = '' } = protection ?? {};
  return [
    String(number), region ?? 'unknown', bucket, account, describeRouting(entry), encryption, versioning, objectLock,
    publicAccess,
  ];
}

function renderChanges(
  topology: Topology, groups: readonly NumberedAccessPointGroup[], propertyChanges: readonly PropertyChange[] = [],
): string[] {
  if (topology.losses === undefined) return [];
  const lines = [
    ...listElementChanges(topology, groups).map(({ change, what }) => `${change} ${what}`),
    ...propertyChanges.map(({ what, before, after }) => `${what}: ${before} → ${after}`),
  ].map((line) => `- ${escapeMarkdown(line)}`);
  return [
    '#### Changes of a deployment',
    lines.length === 0 ? 'A deployment changes nothing in these tables.' : lines.join('\n'),
  ];
}

function renderFindings({ findings, losses = [] }: Topology, groups: readonly NumberedAccessPointGroup[]): string[] {
  const all = [...losses, ...findings];
  if (all.length === 0) return [];
  const rows = all.slice(0, LISTED_FINDINGS).map((finding) => [
    finding.severity.toLowerCase(), finding.ruleId, describePlace(finding, groups),
    `${finding.message}; ${finding.fix}`,
  ]);
  const more = all.length - LISTED_FINDINGS;
  return [
    '#### Findings',
    renderMarkdownTable(['severity', 'rule', 'resource', 'finding'], rows).join('\n'),
    ...(more > 0 ? [`${more} more findings are not listed.`] : []),
  ];
}

function describePlace(finding: FindingView, groups: readonly NumberedAccessPointGroup[]): string {
  const { constructPath, stack, logicalId } = finding;
  const subject = findSubject(finding, groups);
  return `${constructPath ?? `${stack}/${logicalId}`}${subject === undefined ? '' : ` (${subject.label})`}`;
}

function renderMonthlyCost(
  { group }: NumberedAccessPointGroup, prices: PagePrices, usage: MonthlyUsage | undefined,
): string[] {
  if (usage === undefined || group.accessPoints.length === 0) return [];
  const written = `${formatNumber(usage.gigabytes)} GB and ${formatNumber(usage.requests)} PUT requests in a month`;
  const head = [written, 'US dollars'];
  return [
    `#### Monthly cost of ${escapeMarkdown(makeTitle(group))}`,
    renderMarkdownTable(head, listMonthlyCosts(group, prices, usage)).join('\n'),
    `An estimate with list prices of ${escapeMarkdown(prices.date)}, without reads, KMS calls and transfer to the `
    + 'internet.',
  ];
}
