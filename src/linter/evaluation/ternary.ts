/** True, false, or undefined if only a deployment decides. */
export type Ternary = boolean | undefined;

/** Whether all are true; undefined if unknown. */
export function andTernary(...answers: readonly Ternary[]): Ternary {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

/** Whether at least one is true; undefined if unknown. */
export function orTernary(...answers: readonly Ternary[]): Ternary {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

export function notTernary(answer: Ternary): Ternary {
  return answer === undefined ? undefined : !answer;
}
