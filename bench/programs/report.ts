import { performance } from 'node:perf_hooks';

/** What a program tells of itself. */
export interface Report {
  /** Time on the clock. */
  readonly wallMs: number;
  /** Time of the processor: what else runs on the machine weighs less on it. */
  readonly cpuMs: number;
  readonly detail?: unknown;
}

interface Mark {
  readonly wallMs: number;
  readonly cpu: NodeJS.CpuUsage;
}

const BEGIN_OF_PROCESS: Mark = { wallMs: 0, cpu: { user: 0, system: 0 } };

/** Tells what has been taken since a mark. */
export function report(detail?: unknown, since: Mark = BEGIN_OF_PROCESS): void {
  const { user, system } = process.cpuUsage(since.cpu);
  const told: Report = { wallMs: performance.now() - since.wallMs, cpuMs: (user + system) / 1000, detail };
  process.stdout.write(JSON.stringify(told));
}

export function mark(): Mark {
  return { wallMs: performance.now(), cpu: process.cpuUsage() };
}
