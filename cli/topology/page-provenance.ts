import { html } from 'hono/html';
import { formatMinute, type Provenance } from './provenance';
import { type HtmlFragment } from './render-map';

export function renderProvenance({ writtenAt, commit, accounts, version }: Provenance): HtmlFragment {
  const time = html`<time datetime="${writtenAt}">${formatMinute(writtenAt)}</time>`;
  return html`<p class="provenance">${time}${commit !== undefined && html` · commit <code>${commit}</code>`}${
    accounts.length > 0 && ` · account ${accounts.join(', ')}`} · cdk-s3-mrap ${version}</p>`;
}
