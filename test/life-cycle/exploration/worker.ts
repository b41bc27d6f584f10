import { type Path, playOn, visit } from './explore';

/** The work that the main process sends: a path to visit, or to play on. */
export interface WorkItem {
  readonly id: number;
  readonly path: Path;
  readonly isPlayedOn: boolean;
}

const MICROSECONDS = 1_000_000;

// The handlers and the simulator make many errors, and no check reads their stacks.
Error.stackTraceLimit = 0;

/** Runs the schedules that the main process sends, one after another. */
process.on('message', ({ id, path, isPlayedOn }: WorkItem) => {
  const work = isPlayedOn ? playOn(path).then((violations) => ({ violations, state: '' })) : visit(path);
  void work.then(({ state, violations }) => {
    const { user, system } = process.cpuUsage();
    process.send!({ id, state, violations, processorTime: (user + system) / MICROSECONDS });
  });
});
