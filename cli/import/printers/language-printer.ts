import { type AttributeReference, type CallInput, type Expression, type Statement } from '../code-model';
import { type Code, layOut, renderComment } from './layout';

/** The syntax of a language for the code model. */
export interface LanguageSyntax {
  readonly step: string;
  /** The indentation of the statements, which are inside a function in some languages. */
  readonly indentation: string;
  readonly commentPrefix: string;
  readonly text: (value: string) => string;
  readonly boolean: (value: boolean) => string;
  readonly number: (value: number) => string;
  readonly texts: (values: readonly string[]) => Code;
  readonly textMap: (entries: readonly (readonly [string, string])[]) => Code;
  readonly object: (entries: readonly (readonly [string, Code])[]) => Code;
  readonly values: (items: readonly Code[]) => Code;
  readonly list: (type: string, items: readonly Code[]) => Code;
  readonly variable: (name: string) => string;
  readonly attribute: (reference: AttributeReference) => string;
  readonly joined: (parts: readonly (string | AttributeReference)[]) => Code;
  readonly enumMember: (type: string, member: string) => string;
  readonly call: (callee: Callee, input: PrintedInput) => Code;
  /** Properties as a value of another property. */
  readonly properties: (properties: PrintedProperties) => Code;
  readonly declare: (name: string, value: Code) => Code;
  readonly evaluate: (value: Code) => Code;
  /** A text in JSON, which can differ from the text of a parameter. */
  readonly jsonText: (value: string) => Code;
  readonly jsonBoolean: (value: boolean) => string;
  readonly jsonNumber: (value: number) => string;
}

/** What a call calls: a constructor, a static method, or a method of a variable. */
export type Callee =
  | { readonly kind: 'constructor'; readonly type: string }
  | { readonly kind: 'static method'; readonly type: string; readonly method: string }
  | { readonly kind: 'method'; readonly variable: string; readonly method: string };

export interface PrintedProperties {
  readonly type: string;
  readonly entries: readonly (readonly [string, Code])[];
}

export interface PrintedInput {
  readonly values: readonly Code[];
  readonly properties?: PrintedProperties;
}

/** Prints the statements of an application in the syntax of a language. */
export function printStatements(statements: readonly Statement[], syntax: LanguageSyntax): string {
  const { indentation, step, commentPrefix } = syntax;
  return statements.map((statement) => {
    switch (statement.kind) {
      case 'blank line': return '';
      // A backslash can start a line break in comments of Java.
      case 'comment': return renderComment(statement.text.replaceAll('\\', '/'), commentPrefix, indentation);
      case 'variable':
        return indentation + layOut(
          syntax.declare(statement.name, printExpression(statement.value, syntax)), indentation, step);
      case 'expression':
        return indentation + layOut(syntax.evaluate(printExpression(statement.value, syntax)), indentation, step);
    }
  }).join('\n');
}

function printExpression(expression: Expression, syntax: LanguageSyntax): Code {
  const print = (value: Expression) => printExpression(value, syntax);
  switch (expression.kind) {
    case 'text': return syntax.text(expression.text);
    case 'boolean': return syntax.boolean(expression.value);
    case 'number': return syntax.number(expression.value);
    case 'texts': return syntax.texts(expression.texts);
    case 'text map': return syntax.textMap(expression.entries);
    case 'object':
    case 'values':
    case 'attribute':
    case 'joined': return printJson(expression, syntax);
    case 'list': return syntax.list(expression.type, expression.items.map(print));
    case 'variable': return syntax.variable(expression.name);
    case 'enum': return syntax.enumMember(expression.type, expression.member);
    case 'properties': return syntax.properties(printProperties(expression.properties, syntax));
    case 'new':
      return syntax.call({ kind: 'constructor', type: expression.type }, printInput(expression.input, syntax));
    case 'static call': {
      const { type, method } = expression;
      return syntax.call({ kind: 'static method', type, method }, printInput(expression.input, syntax));
    }
    case 'method call': {
      const { variable, method } = expression;
      return syntax.call({ kind: 'method', variable, method }, printInput(expression.input, syntax));
    }
  }
}

/** Prints a value in a JSON object, whose type is not a parameter type of jsii. */
function printJson(expression: Expression, syntax: LanguageSyntax): Code {
  switch (expression.kind) {
    case 'text': return syntax.jsonText(expression.text);
    case 'boolean': return syntax.jsonBoolean(expression.value);
    case 'number': return syntax.jsonNumber(expression.value);
    case 'attribute': return syntax.attribute(expression.reference);
    case 'joined': return syntax.joined(expression.parts);
    case 'values': return syntax.values(expression.items.map((item) => printJson(item, syntax)));
    case 'object':
      return syntax.object(expression.entries.map(([key, value]) => [key, printJson(value, syntax)] as const));
    default: return printExpression(expression, syntax);
  }
}

function printInput({ values, properties }: CallInput, syntax: LanguageSyntax): PrintedInput {
  return {
    values: values.map((value) => printExpression(value, syntax)),
    ...(properties !== undefined && { properties: printProperties(properties, syntax) }),
  };
}

function printProperties(
  { type, entries }: NonNullable<CallInput['properties']>, syntax: LanguageSyntax,
): PrintedProperties {
  return { type, entries: entries.map(([name, value]) => [name, printExpression(value, syntax)] as const) };
}
