import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SECOND } from './clock';

/**
 * A call ends within five seconds, so that four dead control Regions cost twenty. Nothing is retried inside: the pollers call again anyway,
 * and a failover must go on to the next Region at once.
 */
export const FAST_FAILURE = {
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler({ connectionTimeout: 2 * SECOND, requestTimeout: 5 * SECOND, throwOnRequestTimeout: true }),
};

/** Clients of the SDK are bound to a Region; each is made when first needed. */
export function onePerRegion<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const one = made.get(region) ?? make(region);
    made.set(region, one);
    return one;
  };
}
