import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SECOND } from './clock';

/** A handler of requests that gives up what is not answered in time. */
export function answeringWithin(requestTimeout: number): NodeHttpHandler {
  return new NodeHttpHandler({ connectionTimeout: 2 * SECOND, requestTimeout, throwOnRequestTimeout: true });
}

/**
 * A call ends within five seconds, so that four dead control Regions cost twenty. Nothing is retried inside: the pollers call again anyway,
 * and a failover must go on to the next Region at once.
 */
export const FAST_FAILURE = { maxAttempts: 1, requestHandler: answeringWithin(5 * SECOND) };

/** Clients of the SDK are bound to a Region; each is made when first needed. */
export function onePerRegion<T>(make: (region: string) => T): (region: string) => T {
  const made = new Map<string, T>();
  return (region) => {
    const one = made.get(region) ?? make(region);
    made.set(region, one);
    return one;
  };
}
