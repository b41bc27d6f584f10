import { html } from 'hono/html';
import { renderMissingLookups } from '../lint/missing-lookups';
import { makeAnchors } from './anchors';
import { type PropertyChange } from './compare-topologies';
import { type ElementChange, listElementChanges } from './element-changes';
import { findSubject } from './finding-subject';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';
import { type FindingView, type Topology } from './topology';

/** Renders the member or the access point of a finding. */
function renderSubject(
  finding: FindingView, groups: readonly NumberedAccessPointGroup[],
): HtmlFragment | string | undefined {
  const subject = findSubject(finding, groups);
  return subject?.anchor === undefined ? subject?.label : html`<a href="#${subject.anchor}">${subject.label}</a>`;
}

function renderFinding(
  finding: FindingView, groups: readonly NumberedAccessPointGroup[], anchor: string,
): HtmlFragment {
  const { ruleId, severity, message, fix, sourceUrl, constructPath, logicalId, stack } = finding;
  const subject = renderSubject(finding, groups);
  const source = html`<a href="${sourceUrl}">Source of ${ruleId}</a>`;
  const level = severity.toLowerCase();
  const path = constructPath ?? `${stack}/${logicalId}`;
  const link = html`<a href="#${anchor}"><strong>${ruleId}</strong></a>`;
  return html`<li class="${level}" id="${anchor}">${link} ${level}${subject && html` · ${subject}`}
· <code>${path}</code>
<p>${message}; ${fix}. ${source}</p></li>
`;
}

export function renderFindings(
  findings: readonly FindingView[], groups: readonly NumberedAccessPointGroup[], missingLookups: readonly string[],
): HtmlFragment {
  const isEmpty = findings.length + missingLookups.length === 0;
  return html`<section class="${isEmpty ? 'no-findings' : ''}" aria-labelledby="findings">
${renderHeading('findings', 'Findings')}
${findings.length === 0 ? html`<p>No findings.</p>` : renderList('finding', findings, groups)}${
  renderMissingLookups(missingLookups).map((message) => html`\n<p>${message}</p>`)}
</section>`;
}

function renderList(
  kind: string, findings: readonly FindingView[], groups: readonly NumberedAccessPointGroup[],
): HtmlFragment {
  const anchors = makeAnchors(findings.map(({ ruleId, stack, logicalId }) =>
    `${kind}-${ruleId}-${stack}-${logicalId}`));
  return html`<ul class="list">${findings.map((finding, index) =>
    renderFinding(finding, groups, anchors[index]))}</ul>`;
}

/** Renders the changes that a deployment over the baseline would make. Returns undefined without a baseline. */
export function renderTopologyChanges(
  topology: Topology, propertyChanges: readonly PropertyChange[], groups: readonly NumberedAccessPointGroup[],
): HtmlFragment | undefined {
  const { losses } = topology;
  if (losses === undefined) return undefined;
  const elementChanges = listElementChanges(topology, groups);
  const isUnchanged = elementChanges.length === 0 && losses.length === 0 && propertyChanges.length === 0;
  return html`<section aria-labelledby="changes">
${renderHeading('changes', 'Changes of a deployment')}
${isUnchanged && html`<p>A deployment changes nothing on this page.</p>`}
${losses.length > 0 && renderList('loss', losses, groups)}
<ul>${elementChanges.map(renderElementChange)}${propertyChanges.map(renderPropertyChange)}</ul>
</section>`;
}

function renderElementChange({ change, what }: ElementChange): HtmlFragment {
  return html`<li><strong class="change-${change}">${change}</strong> ${what}</li>`;
}

function renderPropertyChange({ what, before, after }: PropertyChange): HtmlFragment {
  return html`<li>${what}: ${before} → <strong>${after}</strong></li>`;
}
