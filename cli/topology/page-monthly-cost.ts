import { html } from 'hono/html';
import { computeMonthlyCost, type MonthlyUsage } from './monthly-cost';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type Prices } from './prices';
import { type HtmlFragment } from './render-map';
import { formatDollars } from './replication-costs';

/** Renders the monthly cost of the access points of a group for a stated usage. */
export function renderMonthlyCost(
  { id, group }: NumberedAccessPointGroup, prices: Prices, usage: MonthlyUsage | undefined,
): HtmlFragment | undefined {
  if (usage === undefined || group.accessPoints.length === 0) return undefined;
  const { routing, transfer, timeControl, requests, storage } = computeMonthlyCost(group, prices, usage);
  const rows = [
    ['data routing', routing], ['transfer of the replication', transfer], ['replication time control', timeControl],
    ['PUT requests, with their replicas', requests], ['storage of all copies for a month', storage],
  ] as const;
  const total = transfer === undefined ? undefined : routing + transfer + timeControl + requests + storage;
  return html`<section aria-labelledby="${id}-monthly-cost">
${renderHeading(`${id}-monthly-cost`, 'Monthly cost')}
<div class="table"><table>
<caption>Clients write ${usage.gigabytes} GB with ${usage.requests} PUT requests in a month, evenly to all active
members.</caption>
<tbody>${[...rows, ['total', total] as const].map(([name, amount]) => html`<tr><th scope="row">${name}</th>
<td class="amount">${amount === undefined ? 'price unknown' : formatDollars(amount)}</td></tr>
`)}</tbody></table></div>
<p>An estimate with list prices in US dollars of ${prices.date}. Requests and storage have the prices of S3 Standard in
us-east-1 in all Regions, which no maintainer has compared with the price list; replace them with <code>--prices</code>.
Reads, KMS calls, replica modifications, transfer to the internet and objects of earlier months cost extra.</p>
</section>`;
}
