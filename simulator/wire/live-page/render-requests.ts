import { html } from 'hono/html';
import { type JournalEntry } from '../../journal';
import { type PageFragment } from './control-button';
import { formatTime } from './format-texts';

const SHOWN_REQUESTS = 8;

function describeOutcome({ outcome: { kind, status, code } }: JournalEntry): string {
  if (kind === 'output') return 'succeeded';
  return [kind === 'error' ? 'refused:' : kind, code, status].filter((part) => part !== undefined).join(' ');
}

function describeOperation({ operation, input = {} }: JournalEntry): string {
  const name = operation ?? 'unknown';
  return 'Key' in input ? `${name} ${String(input.Key)}` : name;
}

/** Renders the last requests, the newest one first. */
export function renderRequests(entries: readonly JournalEntry[]): PageFragment {
  const shown = entries.slice(-SHOWN_REQUESTS).reverse();
  return html`<section id="requests" aria-labelledby="requests-title">
<h2 id="requests-title">Last requests</h2>
${shown.length === 0 ? html`<p>There was no request yet.</p>` : html`<div class="table">
<table class="requests">
<thead><tr><th scope="col">Time</th><th scope="col">Operation</th><th scope="col">Answer</th></tr></thead>
<tbody>${shown.map((entry) => html`<tr><td class="time">${formatTime(entry.at)}</td>
<td><code>${describeOperation(entry)}</code></td>
<td${entry.outcome.kind !== 'output' && html` class="bad-text"`}>${describeOutcome(entry)}</td></tr>`)}</tbody>
</table>
</div>`}
</section>`;
}
