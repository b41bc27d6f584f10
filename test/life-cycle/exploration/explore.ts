import { runScheduleOfTwoStacks, runStepsOfTwoStacks } from '../schedules/two-stacks/run-schedule';
import { type TimedStep } from '../schedules/two-stacks/schedule';
import { type Edge, type Level, listEdges } from './edges';
import { describeState } from './state';

export type Path = readonly Edge[];

/** The result of one schedule: the state that it reaches, and the violations until then. */
export interface Visit {
  readonly path: Path;
  readonly state: string;
  readonly violations: readonly string[];
}

/** One of this many merged schedules is played on, to verify that its state was the known one. */
const VERIFIED_SHARE = 100;

/** A violation with the deployments that lead to it. */
function explain(violations: readonly string[], path: Path): string[] {
  const text = JSON.stringify(path, (_key, value: unknown) => value === undefined ? 'undefined' : value);
  return violations.map((violation) => `${violation}\n  after ${text}`);
}

const toSteps = (path: Path): readonly TimedStep[] => path.flat();

/** Runs the deployments of a path. */
export async function visit(path: Path): Promise<Visit> {
  const runner = await runStepsOfTwoStacks(toSteps(path));
  return { path, state: describeState(runner), violations: explain(runner.violations, path) };
}

/** Deletes both stacks after a path, and checks that nothing has leaked. */
export async function playOn(path: Path): Promise<readonly string[]> {
  const { violations } = await runScheduleOfTwoStacks({ steps: toSteps(path), destroyedFirst: 'first' });
  return explain(violations, path);
}

export interface ExplorationResult {
  /** The number of schedules, without those that are played on. */
  readonly schedules: number;
  readonly merged: number;
  readonly states: number;
  readonly playedOn: number;
  readonly violations: readonly string[];
}

export interface ExplorationOptions {
  /** Runs the schedules of one level, and returns their visits. Default: one after another, in this process. */
  readonly visitAll?: (paths: readonly Path[]) => AsyncIterable<Visit>;
  readonly playOnAll?: (paths: readonly Path[]) => Promise<readonly string[]>;
  readonly onLevel?: (depth: number, result: ExplorationResult) => void;
  /** Whether to end the exploration early. */
  readonly isStopped?: (result: ExplorationResult) => boolean;
}

async function* visitHere(paths: readonly Path[]): AsyncIterable<Visit> {
  for (const path of paths) yield visit(path);
}

async function playOnHere(paths: readonly Path[]): Promise<readonly string[]> {
  const violations: string[] = [];
  for (const path of paths) {
    violations.push(...(await playOn(path)));
    if (violations.length > 0) break;
  }
  return violations;
}

/**
 * Explores breadth-first: every deployment of a level from every state that earlier deployments reach. A schedule
 * that reaches a known state is merged. Every new state, and one of a hundred merged schedules, is played on.
 */
export async function explore(levels: readonly Level[], options: ExplorationOptions = {}): Promise<ExplorationResult> {
  const { visitAll = visitHere, playOnAll = playOnHere, onLevel, isStopped = () => false } = options;
  const known = new Set<string>();
  const violations: string[] = [];
  let [schedules, merged, playedOn] = [0, 0, 0];
  let level: Path[] = [[]];
  const summarize = (): ExplorationResult => ({ schedules, merged, states: known.size, playedOn, violations });
  for (const [index, edges] of levels.map(listEdges).entries()) {
    if (isStopped(summarize())) break;
    const paths = level.flatMap((path) => edges.map((edge) => [...path, edge]));
    const [next, checked]: Path[][] = [[], []];
    for await (const { path, state, violations: found } of visitAll(paths)) {
      schedules += 1;
      violations.push(...found);
      if (known.has(state)) {
        merged += 1;
        if (merged % VERIFIED_SHARE === 0) checked.push(path);
      } else {
        known.add(state);
        next.push(path);
      }
      if (isStopped(summarize())) break;
    }
    playedOn += next.length + checked.length;
    if (!isStopped(summarize())) violations.push(...(await playOnAll([...next, ...checked])));
    level = next;
    onLevel?.(index + 1, summarize());
  }
  return summarize();
}
