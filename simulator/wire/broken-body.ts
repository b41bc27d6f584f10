import { type BrokenBodyOutcome } from '../outcome';

const BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>\n<Response>';
const DRIP_INTERVAL_MS = 1_000;
const FILLER = `<!--${'x'.repeat(65_536)}-->`;

/** Starts sending a body that is never complete. Returns a function that stops it. */
type Source = (controller: ReadableStreamDefaultController<Uint8Array>) => (() => void) | undefined;

const encode = (text: string) => new TextEncoder().encode(text);

const SOURCES: Readonly<Record<BrokenBodyOutcome['kind'], Source>> = {
  stall: () => undefined,
  drip: (controller) => {
    const timer = setInterval(() => controller.enqueue(encode(' ')), DRIP_INTERVAL_MS);
    return () => clearInterval(timer);
  },
  endless: () => undefined,
  cut: (controller) => {
    setImmediate(() => controller.error(new Error('the body is cut')));
    return undefined;
  },
};

/** Makes a response with status 200 whose body is never complete. */
export function makeBrokenBody(kind: BrokenBodyOutcome['kind']): Response {
  let stop: (() => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encode(BEGINNING));
      stop = SOURCES[kind](controller);
    },
    // Only called while the client reads, so an endless body takes no memory here.
    pull: (controller) => { if (kind === 'endless') controller.enqueue(encode(FILLER)); },
    cancel: () => stop?.(),
  });
  return new Response(body, { status: 200, headers: { 'content-type': 'application/xml' } });
}
