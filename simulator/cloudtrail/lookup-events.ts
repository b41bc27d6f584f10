import { type CallJournal } from '../journal';
import { type RecordedEvent, toRecordedEvent } from './recorded-event';

/** The input of LookupEvents. Times are seconds. */
export interface LookupEventsInput {
  readonly LookupAttributes?: readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

export interface LookupEventsOutput {
  readonly Events: readonly object[];
  readonly NextToken?: string;
}

/** The Region and the account whose events are returned, and the newest time that CloudTrail has delivered. */
export interface EventHistoryScope {
  readonly accountId: string;
  readonly region: string;
  readonly deliveredUntil: number;
}

const MAX_RESULTS = 50;

/** Returns one page of the recorded events of a Region and an account, the newest event first. */
export function lookUpEvents(
  journal: CallJournal, { accountId, region, deliveredUntil }: EventHistoryScope, input: LookupEventsInput,
): LookupEventsOutput {
  const { StartTime: start = 0, EndTime: end = Infinity, MaxResults: size = MAX_RESULTS, NextToken: token } = input;
  const name = input.LookupAttributes?.find(({ AttributeKey }) => AttributeKey === 'EventName')?.AttributeValue;
  const events = journal.entries
    .filter(({ at }) => at <= deliveredUntil)
    .flatMap((entry) => toRecordedEvent(entry) ?? [])
    .filter(({ awsRegion, eventName, eventTime, recipientAccountId }) => {
      const seconds = Date.parse(eventTime) / 1000;
      return awsRegion === region && recipientAccountId === accountId && seconds >= start && seconds <= end
        && (name === undefined || eventName === name);
    })
    .reverse();
  const from = Number(token ?? 0);
  const next = from + Math.min(size, MAX_RESULTS);
  return {
    Events: events.slice(from, next).map(renderEvent),
    ...(next < events.length && { NextToken: String(next) }),
  };
}

function renderEvent(event: RecordedEvent): object {
  return {
    EventId: event.eventID,
    EventName: event.eventName,
    EventSource: event.eventSource,
    EventTime: Date.parse(event.eventTime) / 1000,
    ReadOnly: 'false',
    Username: event.userIdentity.userName,
    Resources: [],
    CloudTrailEvent: JSON.stringify(event),
  };
}
