import { paginateLookupEvents } from '@aws-sdk/client-cloudtrail';
import { MINUTE, SECOND } from '../../control/clock';
import { type SentRequest } from './access-points';
import { limitPages } from './pages';
import { poll } from './poll';
import { type ServiceLab } from './service-lab';

interface RecordedEvent {
  readonly requestID?: string;
  readonly requestParameters: object;
}

/**
 * Waits for the event of a request in a Region, and returns its request parameters. Events of other requests do not
 * count, because CloudTrail returns the events of the whole account in the last 90 days.
 */
export async function findEvent(
  lab: ServiceLab, region: string, operation: string, { requestId, sentAt }: SentRequest,
): Promise<object | undefined> {
  const input = {
    LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: operation }],
    StartTime: new Date(sentAt - MINUTE),
  };
  return poll(lab.clock, { every: 30 * SECOND, limit: 30 * MINUTE }, async () => {
    const pages = paginateLookupEvents({ client: lab.clients.cloudTrail(region) }, input);
    for await (const { Events: events = [] } of limitPages(pages, 'LookupEvents')) {
      for (const { CloudTrailEvent: text = '{}' } of events) {
        const event = JSON.parse(text) as RecordedEvent;
        if (requestId !== undefined && event.requestID === requestId) return event.requestParameters;
      }
    }
    return undefined;
  });
}
