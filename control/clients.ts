import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SECOND } from './clock';

/** Makes an HTTP handler that ends a request without a response after this time. */
export function makeRequestHandler(requestTimeout: number): NodeHttpHandler {
  return new NodeHttpHandler({ connectionTimeout: 2 * SECOND, requestTimeout, throwOnRequestTimeout: true });
}

/**
 * A call ends within five seconds, so four unavailable control Regions cost twenty. The SDK does not retry: pollers
 * repeat the call, and a failover continues with the next Region at once.
 */
export const FAIL_FAST = { maxAttempts: 1, requestHandler: makeRequestHandler(5 * SECOND) };

/** Creates at most one value per Region, because the clients of the SDK are bound to a Region. */
export function cachePerRegion<T>(create: (region: string) => T): (region: string) => T {
  const cache = new Map<string, T>();
  return (region) => {
    const value = cache.get(region) ?? create(region);
    cache.set(region, value);
    return value;
  };
}
