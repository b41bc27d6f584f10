import { type AwsCalls } from '../aws';
import { type Clock, MINUTE, SECOND } from '../clock';
import { type Failure, toFailure } from '../failure';
import { IncompleteResponseError } from '../incomplete-response';
import { EndlessListError, readPages } from '../pages';
import { parseRecordedCall, type RecordedCall } from './recorded-call';

export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** CloudTrail accepts two lookups per second, account and Region. */
const LOOKUP_INTERVAL = SECOND / 2;
const MAX_ATTEMPTS = 4;
/** The code of an answer that exceeds the limit of the client. */
const TOO_LARGE = 'ETOOLARGE';
/** An event has at most 256 kB, and a page usually 50 events. */
const EVENTS_OF_SMALL_PAGE = 15;
const LIMITS = { pages: 40, duration: 5 * MINUTE };

/** The recorded calls of an operation. */
export interface LookedUpCalls {
  readonly calls: readonly RecordedCall[];
  /** The reason why older calls were not read. */
  readonly incomplete?: Failure;
}

/**
 * Reads the recorded calls of one operation from CloudTrail in a Region, the newest first. Waits between the lookups,
 * and repeats a lookup that CloudTrail throttles.
 */
export async function lookUpCalls(
  aws: AwsCalls, clock: Clock, region: string, operation: string, range: TimeRange,
): Promise<LookedUpCalls> {
  try {
    return await lookUpPages(aws, clock, region, operation, range);
  } catch (error) {
    if (toFailure(error).code !== TOO_LARGE) throw error;
    return lookUpPages(aws, clock, region, operation, range, EVENTS_OF_SMALL_PAGE);
  }
}

async function lookUpPages(
  aws: AwsCalls, clock: Clock, region: string, operation: string, { start, end }: TimeRange, MaxResults?: number,
): Promise<LookedUpCalls> {
  const calls: RecordedCall[] = [];
  const read = async (NextToken: string | undefined) => {
    if (NextToken !== undefined) await clock.sleep(LOOKUP_INTERVAL);
    const input = {
      LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: operation }],
      StartTime: new Date(start),
      EndTime: new Date(end),
      NextToken,
      ...(MaxResults !== undefined && { MaxResults }),
    };
    return retryThrottled(clock, () => aws.call(region, 'LookupEvents', input));
  };
  try {
    const pages = readPages(clock, 'LookupEvents', read, ({ NextToken }) => NextToken, LIMITS);
    for await (const { Events: events } of pages) {
      // Without this check, an empty answer would prove that nothing changed.
      if (events === undefined) throw new IncompleteResponseError('LookupEvents', 'list of events');
      calls.push(...events.flatMap((event) => parseRecordedCall(event, region) ?? []));
    }
    return { calls };
  } catch (error) {
    if (error instanceof EndlessListError) return { calls, incomplete: toFailure(error) };
    throw error;
  }
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
