import ts from 'typescript';
import { textOf } from './literals';
import { MappedText } from './mapped-text';

const TESTS = new Set(['test', 'it']);
const SUITES = new Set(['describe']);

/** A test with the titles of the suites around it, the outermost first. */
export interface TitledTest {
  readonly title: MappedText;
  readonly suites: readonly MappedText[];
}

/** Finds the tests of a source file, those of tables included. */
export function testsOf(source: ts.SourceFile): TitledTest[] {
  const found: TitledTest[] = [];
  const visit = (node: ts.Node, suites: readonly MappedText[]): void => {
    if (isCallOf(node, TESTS)) found.push({ title: titleOf(node), suites });
    const inside = isCallOf(node, SUITES) ? [...suites, titleOf(node)] : suites;
    ts.forEachChild(node, (child) => visit(child, inside));
  };
  visit(source, []);
  return found;
}

function titleOf({ arguments: [title] }: ts.CallExpression): MappedText {
  return textOf(title);
}

/** Returns the title as a reporter prints it. */
export function fullTitle({ suites, title }: TitledTest): MappedText {
  return MappedText.concat([...suites, title].flatMap((part, index) =>
    (index === 0 ? [part] : [MappedText.of(' ', part.positionOf(0)), part])));
}

/** Whether a node is a call that defines a test or a suite: `test(…)`, or `test.each(…)(…)` as a whole. */
function isCallOf(node: ts.Node, names: ReadonlySet<string>): node is ts.CallExpression {
  // A call without a callback is of another function of that name.
  if (!ts.isCallExpression(node) || !node.arguments.slice(1).some(isFunction)) return false;
  const callee = node.expression;
  if (ts.isIdentifier(callee)) return names.has(callee.text);
  if (ts.isPropertyAccessExpression(callee)) return callee.name.text !== 'each' && isBase(callee.expression, names);
  const table = ts.isCallExpression(callee)
    ? callee.expression
    : ts.isTaggedTemplateExpression(callee) ? callee.tag : undefined;
  return table !== undefined
    && ts.isPropertyAccessExpression(table)
    && table.name.text === 'each'
    && isBase(table.expression, names);
}

function isFunction(node: ts.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isIdentifier(node);
}

/** Whether an expression is `test`, or a variant such as `test.concurrent`. */
function isBase(expression: ts.Expression, names: ReadonlySet<string>): boolean {
  if (ts.isPropertyAccessExpression(expression)) return isBase(expression.expression, names);
  return ts.isIdentifier(expression) && names.has(expression.text);
}
