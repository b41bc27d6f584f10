import { type Path, playOn, visit } from './explore';

/** The work that the main process sends: a path to visit, or to play on. */
export interface WorkItem {
  readonly id: number;
  readonly path: Path;
  readonly isPlayedOn: boolean;
}

/** Runs the schedules that the main process sends, one after another. */
process.on('message', ({ id, path, isPlayedOn }: WorkItem) => {
  const work = isPlayedOn ? playOn(path).then((violations) => ({ violations, state: '' })) : visit(path);
  void work.then(({ state, violations }) => process.send!({ id, state, violations }));
});
