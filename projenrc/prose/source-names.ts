import ts from 'typescript';
import { type Checkout } from './checkout';

const PROGRAM = 'cdk-s3-mrap';
const DIAGNOSTIC = /^(MRAP\d{3})(_[A-Z0-9_]+)?$/;

/**
 * Returns the names that an outermost `describe` may have: exported names and their members, files and folders,
 * commands, npm scripts.
 */
export function sourceNames(checkout: Checkout, folders: readonly string[]): ReadonlySet<string> {
  const files = checkout.files(folders, '.ts');
  return new Set([
    ...files.flatMap((file) => exportedNames(checkout.parse(file))),
    ...files.flatMap(pathNames),
    ...files.flatMap((file) => commandNames(checkout.parse(file))).flatMap(withProgram),
    ...scriptNames(checkout),
    PROGRAM,
  ]);
}

/** The exported names of a file, members of classes, interfaces and enumerations, and the ids of diagnostics. */
function exportedNames(source: ts.SourceFile): string[] {
  return source.statements.filter(isExported).flatMap((statement) => {
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map(({ name }) => name.getText())
        .flatMap((name) => [name, ...idOf(name)]);
    }
    if (ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) || ts.isEnumDeclaration(statement)) {
      const name = statement.name?.text ?? 'default';
      const members = [...statement.members].flatMap((member) => member.name?.getText() ?? []);
      return [name, ...members.map((member) => `${name}.${member}`)];
    }
    return ts.isFunctionDeclaration(statement) || ts.isTypeAliasDeclaration(statement)
      ? [statement.name?.text ?? 'default']
      : [];
  });
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement)
    && (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);
}

function idOf(name: string): string[] {
  const id = DIAGNOSTIC.exec(name)?.[1];
  return id === undefined ? [] : [id];
}

/** The path of a file and of each folder above it, their last parts, and both without the ending. */
function pathNames(file: string): string[] {
  const parts = file.split('/');
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  return [...paths, ...parts].flatMap((name) => [name, name.replace(/\.ts$/, '')]);
}

/** The commands that a file of the command line defines: `new Command('lint')`. */
function commandNames(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const name = ts.isNewExpression(node) && node.expression.getText() === 'Command' ? node.arguments?.[0] : undefined;
    if (name !== undefined && ts.isStringLiteral(name)) found.push(name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function withProgram(command: string): string[] {
  return [command, `${PROGRAM} ${command}`];
}

function scriptNames(checkout: Checkout): string[] {
  if (!checkout.has('package.json')) return [];
  const { scripts = {} } = JSON.parse(checkout.read('package.json')) as { scripts?: Record<string, string> };
  return Object.keys(scripts).flatMap((script) => [script, `npm run ${script}`, `npm ${script}`]);
}
