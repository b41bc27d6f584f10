import { spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { isRunning } from './lab/running-process';

/** Why the process must end before its work is done. */
export interface Interruption {
  readonly reason: string;
  readonly exitCode: number;
}

interface RunningProcess {
  readonly parent: number;
  readonly command: string;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const CHECK_INTERVAL = 1_000;
/** The programs that run a script of package.json. */
const SCRIPT_RUNNER = /\b(npm|npx|pnpm|yarn|bun)\b/;

/**
 * Calls `interrupt` once: after a signal, if nobody can read the output any more, or if the program that runs the
 * script of package.json has ended. Ending npm does not end its script.
 */
export function watchForInterruption(
  interrupt: (interruption: Interruption) => void,
): { readonly mustStop: () => boolean } {
  let isInterrupted = false;
  const interruptOnce = (reason: string, exitCode: number) => {
    if (isInterrupted) return;
    isInterrupted = true;
    interrupt({ reason, exitCode });
  };
  for (const signal of SIGNALS) {
    process.on(signal, () => interruptOnce(`it received ${signal}`, 128 + constants.signals[signal]));
  }
  const stopWithoutOutput = () => interruptOnce('its output cannot be written', 1);
  process.stdout.on('error', stopWithoutOutput);
  // The reason of an interruption cannot be written either.
  process.stderr.on('error', stopWithoutOutput);
  const launchers = findLaunchers();
  const mustStop = () => {
    const isParentLost = launchers.length > 0 && (process.ppid !== launchers[0] || !launchers.every(isRunning));
    if (isParentLost) interruptOnce('the program that started it has ended', 1);
    // The event of the error follows later than the calls that are ready to be sent.
    if (process.stdout.errored) stopWithoutOutput();
    return isInterrupted;
  };
  setInterval(mustStop, CHECK_INTERVAL).unref();
  return { mustStop };
}

/** Returns the ids of the processes between this one and npm. Empty: a person has started the process without npm. */
function findLaunchers(): readonly number[] {
  if (process.env.npm_lifecycle_event === undefined) return [];
  const processes = listProcesses();
  const launchers: number[] = [];
  for (let id = process.ppid; id > 1; id = processes.get(id)?.parent ?? 0) {
    launchers.push(id);
    if (SCRIPT_RUNNER.test(processes.get(id)?.command ?? '')) return launchers;
  }
  // Without a list of the processes, only the parent is certain.
  return [process.ppid];
}

/** Returns no processes on a system without ps, for example Windows. */
function listProcesses(): ReadonlyMap<number, RunningProcess> {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  return new Map((stdout as string | null ?? '').split('\n').flatMap((line) => {
    const [, id, parent, command = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return id === undefined ? [] : [[Number(id), { parent: Number(parent), command }] as const];
  }));
}
