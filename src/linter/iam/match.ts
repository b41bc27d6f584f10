import { type Symbols } from '../evaluation/symbols';
import { type Ternary, patternsOverlap } from './patterns';
import { type Patterns, type Statement } from './statement';

/** Whether an element of a statement, or its `Not…` form, takes in something of what a pattern describes. */
function covers(symbols: Symbols, patterns: Patterns | undefined, wanted: string, ignoreCase: boolean): Ternary {
  if (patterns === undefined) return false;
  const answers = patterns.values.map((value) => patternsOverlap(symbols, value, wanted, { ignoreCase }));
  const covered = answers.includes(true) ? true : answers.includes(undefined) || !patterns.complete ? undefined : false;
  return patterns.negated && covered !== undefined ? !covered : covered;
}

/** Whether a statement speaks of an action, like `s3:GetObject`. */
export function coversAction(symbols: Symbols, statement: Statement, action: string): Ternary {
  return covers(symbols, statement.actions, action, true);
}

/** Whether a statement speaks of some resource that a pattern describes. */
export function coversResource(symbols: Symbols, statement: Statement, resource: string): Ternary {
  return covers(symbols, statement.resources, resource, false);
}

/** All of these, as far as it is known. */
export function and(...answers: readonly Ternary[]): Ternary {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** One of these, as far as it is known. */
export function or(...answers: readonly Ternary[]): Ternary {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Whether some statement allows an action on some resource that a pattern describes; conditions are taken to be met. */
export function allows(symbols: Symbols, statements: readonly Statement[], action: string, resource: string): Ternary {
  return or(...statements
    .filter((statement) => statement.effect === 'Allow' || statement.effect === 'unknown')
    .map((statement) => {
      const speaks = and(coversAction(symbols, statement, action), coversResource(symbols, statement, resource));
      return statement.effect === 'unknown' && speaks ? undefined : speaks;
    }));
}

/** The actions that a statement names one by one, without wildcards. */
export function namedActions(statement: Statement): string[] {
  if (statement.actions === undefined || statement.actions.negated) return [];
  return statement.actions.values.filter((value) => /^[a-z0-9-]+:[A-Za-z0-9]+$/.test(value));
}
