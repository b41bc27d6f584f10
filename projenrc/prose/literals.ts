import ts from 'typescript';
import { MappedText } from './mapped-text';

/** Takes the place of an expression in a template literal or a concatenation. */
const PLACEHOLDER = '…';
const TAG = /<!?\/?[a-z][a-z0-9]*(\s+[\w:-]+="[^"]*")*\s*\/?>/gi;
const STYLE_SHEET = /\{[^{}]*:[^{}]*;[^{}]*\}/;
const PLAIN_WORD = /^["'(]?[A-Za-z][A-Za-z'’-]*["')]?[,;:.]?$/;

const COMPARISONS = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.InKeyword,
]);

/** Whether a text has two words in a row, or a word beside a placeholder, and is no style sheet. */
export function isProse({ text }: MappedText): boolean {
  const words = text.trim().split(/\s+/).map((part) => PLAIN_WORD.test(part));
  const fewest = text.includes(PLACEHOLDER) ? 1 : 2;
  return words.some((_, index) => words.slice(index, index + fewest).filter(Boolean).length === fewest)
    && !STYLE_SHEET.test(text);
}

/** Calls back for each text in an expression or below it. A concatenation is one text; HTML tags are removed. */
export function eachText(node: ts.Node, callback: (text: MappedText, node: ts.Node) => void): void {
  const nested: ts.Node[] = [];
  const text = isText(node) ? textOf(node, nested) : undefined;
  if (text === undefined) {
    ts.forEachChild(node, (child) => eachText(child, callback));
  } else {
    callback(text.remove(TAG), node);
    for (const expression of nested) eachText(expression, callback);
  }
}

/** Whether a node is a string, a template literal or a concatenation, in a place where its text can reach a reader. */
function isText(node: ts.Node): boolean {
  if (isConcatenation(node)) return hasLiteral(node);
  return (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) && !isName(node);
}

function isConcatenation(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function hasLiteral(node: ts.Node): boolean {
  return isConcatenation(node)
    ? hasLiteral(node.left) || hasLiteral(node.right)
    : ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
}

/** Module specifiers, property names, types, keys and operands of comparisons are names, not texts. */
function isName(node: ts.Node): boolean {
  const { parent } = node;
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isExternalModuleReference(parent)
    || ts.isLiteralTypeNode(parent) || ts.isElementAccessExpression(parent) || ts.isCaseClause(parent)
    || ('name' in parent && parent.name === node)
    || (ts.isBinaryExpression(parent) && COMPARISONS.has(parent.operatorToken.kind));
}

/** Returns the text of an expression, with a placeholder for each part that is no literal; adds these to `nested`. */
export function textOf(node: ts.Node, nested: ts.Node[] = []): MappedText {
  if (ts.isStringLiteralLike(node)) return MappedText.ofCooked(node.text, node.getStart() + 1, node.end - 1);
  if (ts.isTemplateExpression(node)) {
    return MappedText.concat([
      MappedText.ofCooked(node.head.text, node.getStart() + 1, node.head.end),
      ...node.templateSpans.flatMap(({ expression, literal }) => [
        placeholder(expression, nested),
        MappedText.ofCooked(literal.text, literal.getStart() + 1, literal.end),
      ]),
    ]);
  }
  if (isConcatenation(node)) return MappedText.concat([textOf(node.left, nested), textOf(node.right, nested)]);
  return placeholder(node, nested);
}

function placeholder(expression: ts.Node, nested: ts.Node[]): MappedText {
  nested.push(expression);
  return MappedText.of(PLACEHOLDER, expression.getStart());
}
