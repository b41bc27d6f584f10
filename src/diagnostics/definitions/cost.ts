import { LIST_PRICES } from '../../facts/prices';
import { defineDiagnostic } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP225_COST_ABOVE_BUDGET = defineDiagnostic<{
  gigabytes: number; requests: number; usDollars: number; total: number; isLowerBound: boolean;
}>({
  id: 'MRAP225',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Cost above the monthly budget',
  why: 'Each replica of a new object adds transfer, a request and storage, so a further Region adds to the cost of '
    + `every write. The estimate has list prices of ${LIST_PRICES.source.date}, with the prices of S3 Standard in `
    + 'us-east-1 for requests and storage, and counts rules with a filter as if they matched all objects.',
  message: ({ gigabytes, requests, usDollars, total, isLowerBound }) =>
    `estimated cost of ${Number(gigabytes.toFixed(3))} GB and ${requests} PUT requests in a month is above `
    + `monthlyBudget, got ${isLowerBound ? 'at least ' : ''}$${total.toFixed(2)}, expected at most `
    + `$${usDollars.toFixed(2)}`,
  fix:
    'compare the estimate with the AWS Pricing Calculator, and replicate fewer objects or to fewer Regions, disable '
    + 'replicationTimeControl, or raise usDollars',
  source: LIST_PRICES.source,
});
