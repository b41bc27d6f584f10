import { decideCondition } from '../../../src/linter/evaluation/conditions';
import { SymbolTable } from '../../../src/linter/evaluation/symbols';

const PARAMETER = new SymbolTable().opaque('Main', { Ref: 'Stage' }, '${Stage}');
const YES = { 'Fn::Equals': ['a', 'a'] };
const NO = { 'Fn::Equals': ['a', 'b'] };
const OPEN = { 'Fn::Equals': [PARAMETER, 'prod'] };

function decide(condition: unknown): boolean | undefined {
  const conditions: Record<string, unknown> = {
    Tested: condition, Yes: YES, Open: OPEN, Circular: { Condition: 'Circular' },
  };
  return decideCondition({
    evaluate: (value) => value,
    findCondition: (name) => conditions[name],
    decideDefault: () => undefined,
    decideOpenEquality: () => undefined,
  }, 'Tested');
}

describe('decideCondition', () => {
  test.each<[string, unknown, boolean | undefined]>([
    ['equal texts', YES, true],
    ['different texts', NO, false],
    ['a number and its text', { 'Fn::Equals': [1, '1'] }, true],
    ['a parameter and a text', OPEN, undefined],
    ['a parameter and itself', { 'Fn::Equals': [PARAMETER, PARAMETER] }, true],
    ['a list', { 'Fn::Equals': [['a'], 'a'] }, undefined],
    ['a single operand', { 'Fn::Equals': 'a' }, undefined],
    ['the negation', { 'Fn::Not': [YES] }, false],
    ['the negation of a parameter', { 'Fn::Not': [OPEN] }, undefined],
    ['a conjunction with a false part', { 'Fn::And': [OPEN, NO] }, false],
    ['a conjunction with an open part', { 'Fn::And': [OPEN, YES] }, undefined],
    ['a disjunction with a true part', { 'Fn::Or': [OPEN, YES] }, true],
    ['a disjunction of false parts', { 'Fn::Or': [NO, NO] }, false],
    ['another condition', { Condition: 'Yes' }, true],
    ['another condition in a function', { 'Fn::Not': [{ Condition: 'Open' }] }, undefined],
    ['a condition that contains itself', { Condition: 'Circular' }, undefined],
    ['a missing condition', { Condition: 'Missing' }, undefined],
    ['an unknown function', { 'Fn::Contains': [['a'], 'a'] }, undefined],
    ['no function', 'Yes', undefined],
    ['an object without a function', {}, undefined],
    ['two functions', { ...YES, 'Fn::Not': [NO] }, undefined],
    ['an equality of objects', { 'Fn::Equals': [{ a: 1 }, { a: 1 }] }, undefined],
    ['a boolean and its text', { 'Fn::Equals': [true, 'true'] }, true],
    ['a disjunction with an open part', { 'Fn::Or': [OPEN, NO] }, undefined],
  ])('decides %s', (_, condition, expected) => {
    expect(decide(condition)).toBe(expected);
  });
});

describe('decideCondition', () => {
  const decideWith = (operands: unknown, calls: string[], byDefault?: boolean, open?: boolean) => decideCondition({
    evaluate: (value) => value,
    findCondition: () => ({ 'Fn::Equals': operands }),
    decideDefault: (expression, value) => {
      calls.push(`default ${JSON.stringify(expression)} ${value}`);
      return expression === PARAMETER ? byDefault : undefined;
    },
    decideOpenEquality: (one, other) => {
      calls.push(`open ${one} ${other}`);
      return open;
    },
  }, 'Tested');

  test.each([[true], [false]])('takes the decision about a default: %j', (expected) => {
    expect(decideWith([PARAMETER, 'prod'], [], expected)).toBe(expected);
    expect(decideWith(['prod', PARAMETER], [], expected)).toBe(expected);
  });

  test.each([[true], [false], [undefined]])('takes the decision about an open equality: %j', (expected) => {
    const calls: string[] = [];
    expect(decideWith([PARAMETER, 'prod'], calls, undefined, expected)).toBe(expected);
    expect(calls[calls.length - 1]).toBe(`open ${PARAMETER} prod`);
  });

  test('asks for no decision about known texts', () => {
    const calls: string[] = [];
    expect(decideWith(['a', 'b'], calls)).toBe(false);
    expect(calls.filter((call) => call.startsWith('open'))).toEqual([]);
  });
});
