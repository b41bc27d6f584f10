import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { compare, type Project, readProject } from '../../projenrc/facts-check/compare';
import { type Difference, keyOf } from '../../projenrc/facts-check/difference';
import { type Inputs } from '../../projenrc/facts-check/inputs/inputs';
import { type Surfaces } from '../../projenrc/facts-check/surface/surface';
import { surfacesOf } from '../../projenrc/facts-check/surface/surfaces';

export type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
/** Inputs of which every part is there, and can be changed. */
export type CompleteInputs = Mutable<Required<Inputs>>;

/** An excerpt of packages: `2026-04` or `2026-11`. */
export function recordedInputs(name: string): CompleteInputs {
  return JSON.parse(readFileSync(path.join(__dirname, 'recorded', `${name}.json`), 'utf8')) as CompleteInputs;
}

let project: Project | undefined;

/** The project as it is; reading it takes seconds. */
export function thisProject(): Project {
  project ??= readProject();
  return project;
}

/** The surfaces as they would be after somebody reviewed the inputs. */
export function reviewedFrom(inputs: Inputs): Surfaces {
  return surfacesOf(inputs, thisProject());
}

/** The differences in short: kind, input and fact. */
export function shortly(differences: readonly Difference[]): string[] {
  return differences.map((difference) => `${difference.kind} ${keyOf(difference)}`);
}

/** The differences that a change of the inputs brings, beyond those that the inputs have without it. */
export function addedBy(inputs: CompleteInputs, change: (changed: CompleteInputs) => void): Difference[] {
  const { reviewed, differences } = comparisonOf(inputs);
  const changed = structuredClone(inputs);
  change(changed);
  return compare(changed, thisProject(), reviewed).filter((difference) => !differences.has(shortly([difference])[0]));
}

interface Comparison {
  readonly reviewed: Surfaces;
  readonly differences: ReadonlySet<string>;
}

const comparisons = new WeakMap<CompleteInputs, Comparison>();

function comparisonOf(inputs: CompleteInputs): Comparison {
  const known = comparisons.get(inputs);
  if (known !== undefined) return known;
  const reviewed = reviewedFrom(inputs);
  const comparison = { reviewed, differences: new Set(shortly(compare(inputs, thisProject(), reviewed))) };
  comparisons.set(inputs, comparison);
  return comparison;
}
