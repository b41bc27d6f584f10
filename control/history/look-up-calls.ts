import { type AwsCalls } from '../aws';
import { type Clock, SECOND } from '../clock';
import { toFailure } from '../failure';
import { parseRecordedCall, type RecordedCall } from './recorded-call';

export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

export interface FoundCalls {
  readonly calls: readonly RecordedCall[];
  /** False if CloudTrail has more events than a lookup reads. The events that were not read are older. */
  readonly isComplete: boolean;
}

/** CloudTrail accepts two lookups per second, account and Region. */
const LOOKUP_INTERVAL = SECOND / 2;
const MAX_ATTEMPTS = 4;
/** A page has 50 events. */
export const MAX_PAGES = 40;

/**
 * Reads the recorded calls of one operation from CloudTrail in a Region. Waits between the lookups, and repeats a
 * lookup that CloudTrail throttles.
 */
export async function lookUpCalls(
  aws: AwsCalls, clock: Clock, region: string, operation: string, { start, end }: TimeRange,
): Promise<FoundCalls> {
  const calls: RecordedCall[] = [];
  let NextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const input = {
      LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: operation }],
      StartTime: new Date(start),
      EndTime: new Date(end),
      NextToken,
    };
    const output = await retryThrottled(clock, () => aws.call(region, 'LookupEvents', input));
    calls.push(...(output.Events ?? []).flatMap((event) => parseRecordedCall(event, region) ?? []));
    NextToken = output.NextToken;
    if (NextToken === undefined) return { calls, isComplete: true };
    await clock.sleep(LOOKUP_INTERVAL);
  }
  return { calls, isComplete: false };
}

async function retryThrottled<T>(clock: Clock, call: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (toFailure(error).kind !== 'throttled' || attempt === MAX_ATTEMPTS) throw error;
      await clock.sleep(attempt * SECOND);
    }
  }
}
