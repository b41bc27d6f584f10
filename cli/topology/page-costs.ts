import { html } from 'hono/html';
import { renderHeading } from './page-heading';
import { type PagePrices } from './prices';
import { type HtmlFragment } from './render-map';
import { formatDollars, toTerabytePrice } from './replication-costs';

/** Renders the cost of one terabyte of requests through the access point, and the sources of all prices. */
export function renderCosts(prices: PagePrices): HtmlFragment {
  const rows = [
    renderRow('routing', prices.routing, prices.routing),
    ...prices.acceleration.map(({ between, in: into, out }) => renderRow(`acceleration ${between}`, into, out)),
  ];
  const sources = prices.sources.map((source, index) => html`${index > 0 ? ', ' : ''}${renderSource(source)}`);
  return html`<section class="costs" aria-labelledby="costs">
${renderHeading('costs', 'Cost per terabyte')}
<div class="table sums"><table>
<caption>1 TB of requests through the access point. Over the internet, S3 adds acceleration to routing.</caption>
<thead><tr><th scope="col">path</th><th scope="col" class="amount">into a bucket</th>
<th scope="col" class="amount">out of a bucket</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<p>The card of a member shows the cost of replicating 1 TB of new objects to all its destinations: transfer and
replication time control. Rules with a filter count as if they matched all objects.
List prices in US dollars of ${prices.date}. Storage of replicas, requests, KMS calls and transfer to the internet
cost extra. Sources: ${sources}.</p>
</section>`;
}

function renderRow(path: string, into: number, out: number): HtmlFragment {
  const [priceIn, priceOut] = [into, out].map((price) => formatDollars(toTerabytePrice(price)));
  return html`<tr><td>${path}</td><td class="amount">${priceIn}</td><td class="amount">${priceOut}</td></tr>
`;
}

function renderSource(source: string): HtmlFragment {
  if (!source.startsWith('https://')) return html`<code>${source}</code>`;
  return html`<a href="${source}">${source.replace('https://', '')}</a>`;
}
