import { json, scopeOf, textOf, type WireRequest, type WireResponse } from './wire';

/** The number of alarms in one answer. */
const PAGE = 2;

/** CloudWatch with alarms, which `DescribeAlarms` returns in pages. */
export class Alarms {
  /** The alarms with the elements of the API, by Region. */
  public readonly byRegion = new Map<string, readonly object[]>();

  public answer(request: WireRequest): WireResponse {
    const { NextToken: token = '0' } = JSON.parse(textOf(request.body)) as { NextToken?: string };
    const alarms = this.byRegion.get(scopeOf(request).region) ?? [];
    const start = Number(token);
    const next = start + PAGE;
    return json({
      MetricAlarms: alarms.slice(start, next), ...(next < alarms.length && { NextToken: String(next) }),
    });
  }
}
