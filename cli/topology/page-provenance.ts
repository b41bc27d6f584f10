import { html } from 'hono/html';
import { type HtmlFragment } from './render-map';

/** The origin of a page: its time, the commit of the sources, their accounts and the version of the program. */
export interface Provenance {
  /** ISO time. */
  readonly writtenAt: string;
  /** Undefined if the sources are not in a Git repository. */
  readonly commit?: string;
  readonly accounts: readonly string[];
  readonly version: string;
}

export function renderProvenance({ writtenAt, commit, accounts, version }: Provenance): HtmlFragment {
  const time = html`<time datetime="${writtenAt}">${writtenAt.slice(0, 16).replace('T', ' ')} UTC</time>`;
  return html`<p class="provenance">${time}${commit !== undefined && html` · commit <code>${commit}</code>`}${
    accounts.length > 0 && ` · account ${accounts.join(', ')}`} · cdk-s3-mrap ${version}</p>`;
}
