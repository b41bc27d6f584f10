import { createHttpHandler } from './network';

/** The SDK does not retry: pollers repeat the call, and a failover continues with the next Region at once. */
export const SINGLE_ATTEMPT_CLIENT_CONFIG = { maxAttempts: 1, requestHandler: createHttpHandler() };

/** Creates at most one value per Region, because the clients of the SDK are bound to a Region. */
export function cachePerRegion<T>(create: (region: string) => T): (region: string) => T {
  const cache = new Map<string, T>();
  return (region) => {
    const value = cache.get(region) ?? create(region);
    cache.set(region, value);
    return value;
  };
}
