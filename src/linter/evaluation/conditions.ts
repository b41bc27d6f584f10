import { asFields } from './read';
import { isKnownText } from './symbols';
import { notTernary, type Ternary } from './ternary';

/** Evaluates expressions and looks up conditions in one template. */
export interface ConditionScope {
  readonly evaluate: (expression: unknown) => unknown;
  readonly findCondition: (name: string) => unknown;
  /** Decides whether an expression that is a parameter with a default has a value. */
  readonly decideDefault: (expression: unknown, value: string) => Ternary;
  /** Decides an equality of values that contain symbols. */
  readonly decideOpenEquality: (one: string, other: string) => Ternary;
}

/** More levels are a cycle. */
const MAX_DEPTH = 20;

/** Decides a condition by its name. Undefined if only a deployment decides it, or if the template lacks it. */
export function decideCondition(scope: ConditionScope, name: string, depth = 0): Ternary {
  return depth > MAX_DEPTH ? undefined : decide(scope, scope.findCondition(name), depth);
}

function decide(scope: ConditionScope, expression: unknown, depth: number): Ternary {
  const [[operator, operand] = [undefined, undefined], ...others] = Object.entries(asFields(expression) ?? {});
  if (operator === undefined || others.length > 0) return undefined;
  const operands = [operand].flat() as unknown[];
  switch (operator) {
    case 'Condition': return decideCondition(scope, String(operand), depth + 1);
    case 'Fn::Equals': return decideEquality(scope, operand);
    case 'Fn::Not': return notTernary(decide(scope, operands[0], depth + 1));
    case 'Fn::And': return decideUntil(false, scope, operands, depth + 1);
    case 'Fn::Or': return decideUntil(true, scope, operands, depth + 1);
    default: return undefined;
  }
}

/** Decides operands until one has the outcome that decides all, so that the others cause no choice. */
function decideUntil(decisive: boolean, scope: ConditionScope, operands: readonly unknown[], depth: number): Ternary {
  let outcome: Ternary = !decisive;
  for (const operand of operands) {
    const decided = decide(scope, operand, depth);
    if (decided === decisive) return decisive;
    if (decided === undefined) outcome = undefined;
  }
  return outcome;
}

function decideEquality({ evaluate, decideDefault, decideOpenEquality }: ConditionScope, operand: unknown): Ternary {
  if (!Array.isArray(operand)) return undefined;
  const [first, second] = operand as unknown[];
  for (const [expression, value] of [[first, second], [second, first]]) {
    const decided = isScalar(value) ? decideDefault(expression, String(value)) : undefined;
    if (decided !== undefined) return decided;
  }
  const [one, other] = [evaluate(first), evaluate(second)];
  if (!isScalar(one) || !isScalar(other)) return undefined;
  const [left, right] = [String(one), String(other)];
  if (left === right) return true;
  return isKnownText(left) && isKnownText(right) ? false : decideOpenEquality(left, right);
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
