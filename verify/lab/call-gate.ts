/** The time of a call that has changed something before the process ends. */
const CLOSING_LIMIT = 5_000;
/** The caller of an ended call writes its result into the journal meanwhile. */
const WRITING_TIME = 100;

/**
 * Sends the calls of a run until the gate is closed. Later calls never end: an error would look like an answer of a
 * service.
 */
export class CallGate {
  private readonly inFlight = new Set<Promise<unknown>>();
  private isClosed = false;

  /** @param mustClose asked before each call */
  constructor(private readonly mustClose: () => boolean = () => false) {}

  public async pass<T>(send: () => Promise<T>): Promise<T> {
    if (this.isClosed || this.mustClose()) return new Promise(() => undefined);
    const sent = send();
    this.inFlight.add(sent);
    try {
      return await sent;
    } finally {
      this.inFlight.delete(sent);
    }
  }

  /** Stops all further calls, and waits at most five seconds for the calls in flight. */
  public async close(): Promise<void> {
    this.isClosed = true;
    await Promise.race([Promise.allSettled(this.inFlight), wait(CLOSING_LIMIT)]);
    await wait(WRITING_TIME);
  }
}

async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => { setTimeout(resolve, ms); });
}
