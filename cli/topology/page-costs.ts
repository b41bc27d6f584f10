import { html } from 'hono/html';
import { dollars, perTerabyte } from './cost';
import { type Html } from './map';
import { type Prices } from './prices';

/** What a month with one terabyte costs that is sent through the access point, and where all prices come from. */
export function renderCosts(prices: Prices): Html {
  const amounts = (path: string, into: number, out: number) => html`<tr><td>${path}</td><td class="amount">${dollars(perTerabyte(into))}</td><td class="amount">${dollars(perTerabyte(out))}</td></tr>
`;
  return html`<section aria-labelledby="costs">
<h2 id="costs">What a terabyte costs</h2>
<div class="table"><table><caption>1 TB of requests through the access point. Over the internet, acceleration comes on top of routing.</caption>
<thead><tr><th scope="col">path</th><th scope="col" class="amount">into a bucket</th><th scope="col" class="amount">out of a bucket</th></tr></thead>
<tbody>${amounts('routing', prices.routing, prices.routing)}${prices.acceleration.map(({ between, in: into, out }) => amounts(`acceleration ${between}`, into, out))}</tbody></table></div>
<p>A member's card says what it costs to copy 1 TB of new objects from there to everywhere it replicates to, transfer and replication time control; rules with a filter count whole.
List prices in US dollars of ${prices.date}. Storage of the copies, requests, calls of KMS and transfer to the internet come on top. Sources: ${
  prices.sources.map((source, index) => html`${index > 0 ? ', ' : ''}${source.startsWith('https://') ? html`<a href="${source}">${source.replace('https://', '')}</a>` : html`<code>${source}</code>`}`)}.</p>
</section>`;
}
