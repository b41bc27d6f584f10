import { asFields } from './read';
import { isKnownText } from './symbols';
import { andTernary, notTernary, orTernary, type Ternary } from './ternary';

/** Evaluates expressions and looks up conditions in one template. */
export interface ConditionScope {
  readonly evaluate: (expression: unknown) => unknown;
  readonly findCondition: (name: string) => unknown;
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
  const decideAll = () => [operand].flat().map((entry) => decide(scope, entry, depth + 1));
  switch (operator) {
    case 'Condition': return decideCondition(scope, String(operand), depth + 1);
    case 'Fn::Equals': return decideEquality(scope, operand);
    case 'Fn::Not': return notTernary(decideAll()[0]);
    case 'Fn::And': return andTernary(...decideAll());
    case 'Fn::Or': return orTernary(...decideAll());
    default: return undefined;
  }
}

function decideEquality({ evaluate }: ConditionScope, operand: unknown): Ternary {
  if (!Array.isArray(operand)) return undefined;
  const [one, other] = operand.map((value) => evaluate(value));
  if (!isScalar(one) || !isScalar(other)) return undefined;
  const [left, right] = [String(one), String(other)];
  if (left === right) return true;
  return isKnownText(left) && isKnownText(right) ? false : undefined;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
