import { performance } from 'node:perf_hooks';

/** The time that a program took. */
export interface Report {
  /** The elapsed time. */
  readonly wallMs: number;
  /** The processor time, which depends less on other processes. */
  readonly cpuMs: number;
  readonly detail?: unknown;
}

interface Mark {
  readonly wallMs: number;
  readonly cpu: NodeJS.CpuUsage;
}

const PROCESS_START: Mark = { wallMs: 0, cpu: { user: 0, system: 0 } };

/** Prints the time since a mark. */
export function report(detail?: unknown, since: Mark = PROCESS_START): void {
  const { user, system } = process.cpuUsage(since.cpu);
  const measured: Report = { wallMs: performance.now() - since.wallMs, cpuMs: (user + system) / 1000, detail };
  process.stdout.write(JSON.stringify(measured));
}

export function mark(): Mark {
  return { wallMs: performance.now(), cpu: process.cpuUsage() };
}
