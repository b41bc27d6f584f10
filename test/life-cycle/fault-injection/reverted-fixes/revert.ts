import { type Patch } from '../injected-bugs';

/** The code of a fix, and the regression test that fails without it. */
export interface RevertedFix {
  /** The file in test/life-cycle/regressions, or, with a slash, the path of a file in test. */
  readonly file: string;
  /** The full name of the test without the first word, such as `createHandlers`, or its start. */
  readonly test: string;
  readonly patches: readonly Patch[];
}

export type Change = [file: string, find: string, replace: string];

export function revert(file: string, test: string, ...change: Change): RevertedFix {
  return revertAll(file, test, change);
}

/** Reverts several fixes, any of which is sufficient. */
export function revertAll(file: string, test: string, ...changes: Change[]): RevertedFix {
  return { file, test, patches: changes.map(([source, find, replace]) => ({ file: source, find, replace })) };
}
