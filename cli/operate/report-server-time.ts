import { type LimitedHttpHandler } from '../../control/limited-http-handler';

/** Passes the time in each answer to a listener. The clock of the computer can be wrong. */
export function reportServerTime(
  handler: LimitedHttpHandler, onServerTime: (time: number) => void,
): LimitedHttpHandler {
  const handle = handler.handle.bind(handler);
  return Object.assign(handler, {
    handle: async (...args: Parameters<typeof handle>) => {
      const result = await handle(...args);
      const time = Date.parse(result.response.headers.date ?? '');
      if (!Number.isNaN(time)) onServerTime(time);
      return result;
    },
  });
}
