import { html } from 'hono/html';
import { type Alteration } from './changes';
import { type Html } from './map';
import { type NumberedGroup } from './numbered';
import { type FindingView, type Topology } from './topology';

/** The anchor and the name of what a finding is about. */
function subjectOf({ about }: FindingView, groups: readonly NumberedGroup[]): Html | string | undefined {
  if (about === undefined) return undefined;
  for (const { members, group } of groups) {
    const member = members.find((entry) => entry.member.key === about);
    if (member !== undefined) return html`<a href="#${member.id}">${member.number} ${member.member.region ?? member.member.bucket}</a>`;
    const accessPoint = group.accessPoints.find(({ key }) => key === about);
    if (accessPoint !== undefined) return accessPoint.label;
  }
  return undefined;
}

function renderFinding(finding: FindingView, groups: readonly NumberedGroup[]): Html {
  const { ruleId, severity, message, fix, sourceUrl, constructPath, logicalId, stack } = finding;
  const subject = subjectOf(finding, groups);
  return html`<li class="${severity.toLowerCase()}"><strong>${ruleId}</strong> ${severity.toLowerCase()}${subject && html` · ${subject}`} · <code>${constructPath ?? `${stack}/${logicalId}`}</code>
<p>${message}; ${fix}. <a href="${sourceUrl}">Source of ${ruleId}</a></p></li>
`;
}

export function renderFindings(findings: readonly FindingView[], groups: readonly NumberedGroup[]): Html {
  return html`<section aria-labelledby="findings">
<h2 id="findings">Findings</h2>
${findings.length === 0 ? html`<p>Nothing to report.</p>` : html`<ul class="list">${findings.map((finding) => renderFinding(finding, groups))}</ul>`}
</section>`;
}

/** What a deployment over the baseline does: what comes and goes, what becomes different, and what is lost by it. */
export function renderChanges(
  { losses, stacks }: Topology, alterations: readonly Alteration[], groups: readonly NumberedGroup[],
): Html | undefined {
  if (losses === undefined) return undefined;
  const members = groups.flatMap((group) => group.members);
  const numberOf = new Map(members.map(({ member, number }) => [member.key, number]));
  const moves = [
    ...members.flatMap(({ member, number }) => (member.change ? [{ change: member.change, what: `member ${number}, ${member.bucket} in ${member.region ?? 'a Region not known'}` }] : [])),
    ...groups.flatMap(({ group }) => group.edges).flatMap(({ change, from, to }) => (change ? [{ change, what: `replication ${numberOf.get(from)} → ${numberOf.get(to)}` }] : [])),
    ...stacks.flatMap(({ change, name, region }) => (change ? [{ change, what: `stack ${name} in ${region}` }] : [])),
  ];
  const nothing = moves.length === 0 && losses.length === 0 && alterations.length === 0;
  return html`<section aria-labelledby="changes">
<h2 id="changes">What a deployment would change</h2>
${nothing && html`<p>Nothing of what this page shows.</p>`}
${losses.length > 0 && html`<ul class="list">${losses.map((finding) => renderFinding(finding, groups))}</ul>`}
<ul>${moves.map(({ change, what }) => html`<li><strong class="change-${change}">${change}</strong> ${what}</li>`)}${
  alterations.map(({ what, before, after }) => html`<li>${what}: ${before} → <strong>${after}</strong></li>`)}</ul>
</section>`;
}
