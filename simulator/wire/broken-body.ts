import { type BrokenBodyOutcome } from '../outcome';

export const BROKEN_BODY_HEADERS = { 'content-type': 'application/xml' };
export const BROKEN_BODY_BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>\n<Response>';
const DRIP_INTERVAL_MS = 1_000;
const FILLER = `<!--${'x'.repeat(65_536)}-->`;

/** A body that is cut ends its connection, so the transport writes it. */
type EndlessKind = Exclude<BrokenBodyOutcome['kind'], 'cut'>;

/** Starts sending a body that is never complete. Returns a function that stops it. */
type Source = (controller: ReadableStreamDefaultController<Uint8Array>) => (() => void) | undefined;

const encode = (text: string) => new TextEncoder().encode(text);

const SOURCES: Readonly<Record<EndlessKind, Source>> = {
  stall: () => undefined,
  drip: (controller) => {
    const timer = setInterval(() => controller.enqueue(encode(' ')), DRIP_INTERVAL_MS);
    return () => clearInterval(timer);
  },
  endless: () => undefined,
};

/** Makes a response with status 200 whose body is never complete. */
export function makeBrokenBody(kind: EndlessKind): Response {
  let stop: (() => void) | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(encode(BROKEN_BODY_BEGINNING));
      stop = SOURCES[kind](controller);
    },
    // Only called while the client reads, so an endless body takes no memory here.
    pull: (controller) => { if (kind === 'endless') controller.enqueue(encode(FILLER)); },
    cancel: () => stop?.(),
  });
  return new Response(body, { status: 200, headers: BROKEN_BODY_HEADERS });
}
