import * as ts from 'typescript';
import { type Code, layOut } from '../../../cli/import/printers/layout';
import { type GoTypes, isStruct, JSII } from './go-types';

const capitalize = (name: string) => name[0].toUpperCase() + name.slice(1);
const quote = (text: string) => JSON.stringify(text);
const isClass = ({ declarations }: ts.Symbol) => declarations!.some(ts.isClassDeclaration);
const isEnum = ({ declarations }: ts.Symbol) => declarations!.some(ts.isEnumDeclaration);
const makeList = (open: string, items: readonly Code[], close: string): Code =>
  ({ kind: 'list', open, items, close, hasTrailingComma: true });

/**
 * Translates the statements of an example to Go. jsii-rosetta translates to Go as well, but most of its results do not
 * compile: lists, maps and structs lack pointers and packages, calls lack optional arguments, and properties lack
 * parentheses.
 */
export class GoTranslator {
  constructor(private readonly checker: ts.TypeChecker, private readonly types: GoTypes) {}

  public translate(statement: ts.Statement): string {
    if (ts.isExpressionStatement(statement)) return this.layOut(this.renderExpression(statement.expression));
    if (ts.isVariableStatement(statement)) {
      const [{ name, initializer }] = statement.declarationList.declarations;
      if (ts.isIdentifier(name) && initializer !== undefined) return this.renderAssignment(name, initializer);
    }
    return refuse(statement);
  }

  private renderAssignment({ text }: ts.Identifier, value: ts.Expression): string {
    return this.layOut([`${text} := `, this.renderExpression(value)]);
  }

  private layOut(code: Code): string {
    return layOut(code, '', '\t');
  }

  private renderExpression(node: ts.Expression): Code {
    if (ts.isStringLiteral(node)) return this.renderScalar('String', quote(node.text));
    if (ts.isNumericLiteral(node)) return this.renderScalar('Number', node.text);
    if (node.kind === ts.SyntaxKind.TrueKeyword) return this.renderScalar('Bool', 'true');
    if (node.kind === ts.SyntaxKind.FalseKeyword) return this.renderScalar('Bool', 'false');
    if (ts.isIdentifier(node)) return node.text;
    if (ts.isPropertyAccessExpression(node)) return this.renderProperty(node);
    if (ts.isNewExpression(node)) return this.renderCall(this.types.renderName(this.getType(node).symbol, 'New'), node);
    if (ts.isCallExpression(node)) return this.renderCall(this.renderMethod(node.expression), node);
    if (ts.isArrayLiteralExpression(node)) return this.renderArray(node);
    if (ts.isObjectLiteralExpression(node)) return this.renderObject(node);
    return refuse(node);
  }

  private renderScalar(type: string, value: string): string {
    return `${this.types.use(JSII)}.${type}(${value})`;
  }

  /** Finds the class or the enum that an expression names, and nothing for a value. */
  private findStatic(node: ts.Expression): ts.Symbol | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    if (symbol === undefined) return undefined;
    const isAlias = symbol.declarations!.some(ts.isImportSpecifier);
    const target = isAlias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return isClass(target) || isEnum(target) ? target : undefined;
  }

  private renderProperty(node: ts.PropertyAccessExpression): Code {
    const owner = this.findStatic(node.expression);
    const name = capitalize(node.name.text);
    if (owner === undefined) {
      const call = isStruct(this.getType(node.expression)) ? '' : '()';
      return [this.renderExpression(node.expression), `.${name}${call}`];
    }
    const call = isEnum(owner) ? '' : '()';
    return `${this.types.renderName(owner)}_${name}${call}`;
  }

  private renderMethod(node: ts.Expression): Code {
    if (!ts.isPropertyAccessExpression(node)) return refuse(node);
    const owner = this.findStatic(node.expression);
    const name = capitalize(node.name.text);
    return owner === undefined
      ? [this.renderExpression(node.expression), `.${name}`]
      : `${this.types.renderName(owner)}_${name}`;
  }

  /** Go has no optional parameters, so a call has a value for each of them. */
  private renderCall(callee: Code, node: ts.CallExpression | ts.NewExpression): Code {
    const given = (node.arguments ?? []).map((argument) => this.renderExpression(argument));
    const { parameters } = this.checker.getResolvedSignature(node)!;
    const omitted = parameters.slice(given.length)
      .map(({ valueDeclaration }) => valueDeclaration as ts.ParameterDeclaration)
      .filter(({ dotDotDotToken }) => dotDotDotToken === undefined);
    const values = [...given, ...omitted.map(() => 'nil')];
    // The line breaks of the last argument are sufficient if it is a struct or the only argument.
    const last = node.arguments?.at(-1);
    const hasOwnBreaks = last !== undefined && omitted.length === 0
      && (ts.isObjectLiteralExpression(last) || given.length === 1);
    if (!hasOwnBreaks) return [callee, makeList('(', values, ')')];
    return [callee, '(', ...values.flatMap((value, index) => (index === 0 ? [value] : [', ', value])), ')'];
  }

  private renderArray(node: ts.ArrayLiteralExpression): Code {
    const texts = node.elements.filter(ts.isStringLiteral).map(({ text }) => quote(text));
    if (texts.length === node.elements.length) {
      return makeList(`${this.types.use(JSII)}.Strings(`, texts, ')');
    }
    const element = this.checker.getIndexTypeOfType(this.getExpectedType(node), ts.IndexKind.Number)!;
    const items = node.elements.map((item) => this.renderExpression(item));
    return makeList(`&[]${this.types.render(element)}{`, items, '}');
  }

  private renderObject(node: ts.ObjectLiteralExpression): Code {
    const type = this.getExpectedType(node);
    const value = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    if (value === undefined) {
      return makeList(`&${this.types.renderName(type.symbol)}{`, this.renderEntries(node, capitalize), '}');
    }
    return makeList(`&map[string]${this.types.render(value)}{`, this.renderEntries(node, quote), '}');
  }

  private renderEntries({ properties }: ts.ObjectLiteralExpression, renderKey: (name: string) => string): Code[] {
    return properties.map((property) => {
      if (ts.isShorthandPropertyAssignment(property)) return `${renderKey(property.name.text)}: ${property.name.text}`;
      if (!ts.isPropertyAssignment(property)) return refuse(property);
      const { name, initializer } = property;
      const key = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : refuse(name);
      return [`${renderKey(key)}: `, this.renderExpression(initializer)];
    });
  }

  private getType(node: ts.Expression): ts.Type {
    return this.checker.getTypeAtLocation(node);
  }

  /** The type that the parameter, the property or the variable of a literal declares. */
  private getExpectedType(node: ts.Expression): ts.Type {
    return this.checker.getNonNullableType(this.checker.getContextualType(node)!);
  }
}

function refuse(node: ts.Node): never {
  throw new Error(`cannot translate "${node.getText()}" to Go, expected calls, properties and literals`);
}
