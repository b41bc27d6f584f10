import ts from 'typescript';
import { eachText, isProse } from './literals';
import { type MappedText } from './mapped-text';

/** The texts of a source file by the place where a reader meets them. */
export interface CodeTexts {
  /** Titles, reasons, messages and repairs of diagnostics, which also make up docs/rules.md. */
  readonly diagnostics: MappedText[];
  /** Descriptions of commands, arguments and options. */
  readonly help: MappedText[];
  /** All other literals with at least two words: errors, printed lines, and descriptions of deployed resources. */
  readonly messages: MappedText[];
}

const DIAGNOSTIC_ID = /^MRAP\d{3}$/;
const DIAGNOSTIC_TEXTS = new Set(['title', 'why', 'message', 'fix']);
const HELP_CALLS = new Set([
  'Command', 'Argument', 'Option',
  'description', 'summary', 'argument', 'option', 'requiredOption', 'default', 'addHelpText',
]);

/** Finds the texts of a source file. */
export function codeTextsOf(source: ts.SourceFile): CodeTexts {
  const texts: CodeTexts = { diagnostics: [], help: [], messages: [] };
  const usesCommander = source.statements.some((statement) =>
    ts.isImportDeclaration(statement) && statement.moduleSpecifier.getText() === '\'commander\'');
  eachText(source, (text, node) => {
    if (isOfDiagnostic(node)) texts.diagnostics.push(text);
    else if (isProse(text)) (usesCommander && isHelp(node) ? texts.help : texts.messages).push(text);
  });
  return texts;
}

/** Whether a node belongs to a text property of an object whose id is a diagnostic id. */
function isOfDiagnostic(node: ts.Node): boolean {
  const property = ts.findAncestor(node, (ancestor) =>
    ts.isPropertyAssignment(ancestor) && isDiagnostic(ancestor.parent));
  return property !== undefined && DIAGNOSTIC_TEXTS.has((property as ts.PropertyAssignment).name.getText());
}

function isDiagnostic({ properties }: ts.ObjectLiteralExpression): boolean {
  return properties.some((property) => ts.isPropertyAssignment(property) && property.name.getText() === 'id'
    && ts.isStringLiteral(property.initializer) && DIAGNOSTIC_ID.test(property.initializer.text));
}

/** Whether a node is an argument of a call that describes a command, an argument or an option. */
function isHelp(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) && !ts.isNewExpression(parent)) return false;
  const { expression: callee } = parent;
  return HELP_CALLS.has(ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText());
}
