import { lookUpEvents, type LookupEventsInput } from '../cloudtrail/lookup-events';
import { type ServiceOperation } from './service-operation';

export const lookupEventsOperation: ServiceOperation = {
  service: 'cloudtrail',
  name: 'LookupEvents',
  action: 'cloudtrail:LookupEvents',
  answer: ({ settings, journal }, input, { accountId, region }) => {
    const scope = { accountId, region, deliveredUntil: settings.clock.now() - settings.eventHistoryLagMs };
    return lookUpEvents(journal, scope, input as LookupEventsInput);
  },
};
