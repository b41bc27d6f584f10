import { setTimeout as sleep } from 'node:timers/promises';
import { type Child } from './child';

const START_TIMEOUT_MS = 60_000;
const RETRY_INTERVAL_MS = 200;

/** Waits until a started program answers a request with success. Ends the program and throws if it does not. */
export async function waitUntilReady(child: Child, url: string, logFile: string): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && !child.hasEnded) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await sleep(RETRY_INTERVAL_MS);
  }
  await child.end();
  throw new Error(`the emulator did not start; see ${logFile}`);
}
