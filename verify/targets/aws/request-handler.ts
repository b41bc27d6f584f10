import { SECOND } from '../../../control/clock';
import { createHttpHandler } from '../../../control/network';

const MAX_RESPONSE_BYTES = 8 * 1024 * 1024;

/**
 * Creates the HTTP handler of clients. It ends a call without a complete answer at the time limit, and refuses an HTML
 * page, which a proxy or a captive portal sends instead of an answer of AWS.
 */
export function createRequestHandler(seconds: number) {
  const handler = createHttpHandler();
  const limits = { requestTimeout: seconds * SECOND, maxResponseBytes: MAX_RESPONSE_BYTES, returnsStream: true };
  return {
    ...handler,
    handle: async (...[request, options]: Parameters<typeof handler.handle>) =>
      handler.handle(request, { ...options, ...limits }),
  };
}
