import { html } from 'hono/html';
import { type MonthlyUsage } from '../../src/diagnostics/checks/monthly-cost';
import { listMonthlyCosts } from './monthly-cost';
import { type NumberedAccessPointGroup } from './numbered-members';
import { renderHeading } from './page-heading';
import { type PagePrices } from './prices';
import { type HtmlFragment } from './render-map';
import { formatNumber } from './replication-costs';

/** Renders the monthly cost of the access points of a group for a stated usage. */
export function renderMonthlyCost(
  { id, group }: NumberedAccessPointGroup, prices: PagePrices, usage: MonthlyUsage | undefined,
): HtmlFragment | undefined {
  if (usage === undefined || group.accessPoints.length === 0) return undefined;
  const rows = listMonthlyCosts(group, prices, usage);
  return html`<section aria-labelledby="${id}-monthly-cost">
${renderHeading(`${id}-monthly-cost`, 'Monthly cost')}
<div class="table sums"><table>
<caption>Clients write ${formatNumber(usage.gigabytes)} GB with ${formatNumber(usage.requests)} PUT requests in a
month, evenly to all active members.</caption>
<tbody>${rows.map(([name, amount]) => html`<tr class="${name === 'total' ? 'total' : ''}"><th scope="row">${name}</th>
<td class="amount">${amount}</td></tr>
`)}</tbody></table></div>
<p>An estimate with list prices in US dollars of ${prices.date}. Requests and storage have the prices of S3 Standard in
us-east-1 in all Regions, which no maintainer has compared with the price list; replace them with <code>--prices</code>.
Reads, KMS calls, replica modifications, transfer to the internet and objects of earlier months cost extra.</p>
</section>`;
}
