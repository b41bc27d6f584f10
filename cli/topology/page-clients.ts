import { html } from 'hono/html';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type HtmlFragment } from './render-map';
import { type ClientView } from './topology';

/** An application can have thousands of roles. The page lists the first ones, and counts the rest. */
const LISTED = 100;

/** Renders the readers and writers of the access points of a group. */
export function renderClients({ id, group }: NumberedAccessPointGroup): HtmlFragment | undefined {
  const { accessPoints, clients } = group;
  if (accessPoints.length === 0) return undefined;
  const labels = accessPoints.length > 1 ? new Map(accessPoints.map(({ key, label }) => [key, label])) : undefined;
  return html`<section class="third" aria-labelledby="${id}-clients">
${renderHeading(`${id}-clients`, 'Readers and writers')}
${clients.length === 0
  ? html`<p>The policies of the templates allow no client to use the access point.</p>`
  : renderTable(clients, labels)}
</section>`;
}

/** @param labels the labels of several access points by key */
function renderTable(clients: readonly ClientView[], labels: ReadonlyMap<string, string> | undefined): HtmlFragment {
  const more = clients.length - LISTED;
  const hasConditions = clients.some(({ access }) => access.some(({ isCertain }) => !isCertain));
  const hasEndpoint = clients.some(({ kind }) => kind === 'VPC endpoint');
  return html`<div class="table"><table>
<caption>Access to objects through the access point, according to the policies of the templates.</caption>
<thead><tr><th scope="col">client</th>${labels && html`<th scope="col">access point</th>`}<th scope="col">access</th>
<th scope="col">allowed by</th></tr></thead>
<tbody>${clients.slice(0, LISTED).map((client) => renderClient(client, labels))}</tbody></table></div>
<p>${more > 0 && `${more} more clients are not listed. `}${
  hasConditions && '* Conditions, or values that only a deployment decides, can restrict this access. '}${
  hasEndpoint && 'Requests through a VPC endpoint also need the permission of an identity. '
}A deny statement, a service control policy or the policy of a bucket can restrict access further.</p>`;
}

function renderClient(
  { kind, name, accessPoint, access, grantedBy }: ClientView, labels: ReadonlyMap<string, string> | undefined,
): HtmlFragment {
  const title = kind === 'everyone' ? html`<strong class="bad">${name}</strong>` : html`${kind} <code>${name}</code>`;
  const kinds = access.map((one) => `${one.kind}${one.isCertain ? '' : '*'}`);
  return html`<tr><td>${title}</td>${labels && html`<td>${labels.get(accessPoint)}</td>`}
<td>${kinds.join(', ')}</td><td>${grantedBy.join(', ')}</td></tr>
`;
}
