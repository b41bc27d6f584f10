import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { MINUTE, SECOND } from '../../control/clock';
import { poll } from './poll';
import { type ServiceLab } from './service-lab';

/** Waits for the newest event of an operation in a Region, and returns its request parameters. */
export async function findEvent(lab: ServiceLab, region: string, operation: string): Promise<object | undefined> {
  return poll(lab.clock, { every: 30 * SECOND, limit: 30 * MINUTE }, async () => {
    const { Events: [newest] = [] } = await lab.clients.cloudTrail(region).send(new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: operation }],
    }));
    if (newest?.CloudTrailEvent === undefined) return undefined;
    return (JSON.parse(newest.CloudTrailEvent) as { readonly requestParameters: object }).requestParameters;
  });
}
