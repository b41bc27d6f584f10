import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

export const ROOT = path.join(__dirname, '..', '..', '..');

const PROGRAMS = ['src', 'control', 'lambda', 'cli', 'simulator'];

/** A text in the source code. */
export interface Literal {
  readonly text: string;
  readonly file: string;
}

/** A command of an SDK client that the source code imports. */
export interface ImportedCommand {
  /** `s3-control` of `@aws-sdk/client-s3-control`. */
  readonly client: string;
  readonly operation: string;
  readonly file: string;
}

export interface SourceText {
  readonly literals: readonly Literal[];
  readonly commands: readonly ImportedCommand[];
}

const COMMAND = /^(?<operation>[A-Z]\w+)Command$/;
const CLIENT = /^@aws-sdk\/client-(?<client>[a-z0-9-]+)$/;

/** Reads the texts and the commands in the source code of the library and of the programs. */
export function readSourceText(): SourceText {
  const files = PROGRAMS.flatMap((folder) => filesIn(folder));
  const sources = files.map((file) => ({
    file,
    source: ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest),
  }));
  return {
    literals: sources.flatMap(({ file, source }) => textsIn(source).map((text) => ({ text, file }))),
    commands: sources.flatMap(({ file, source }) => commandsIn(source).map((command) => ({ ...command, file }))),
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(file);
    return entry.name.endsWith('.ts') ? [file] : [];
  });
}

/** Paths of imports are no texts. */
function textsIn(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return [];
  const own = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? [node.text] : [];
  return [...own, ...childrenOf(node).flatMap(textsIn)];
}

/** Commands are imported by name, or used through the name of the client's module. */
function commandsIn(source: ts.SourceFile): Omit<ImportedCommand, 'file'>[] {
  const modules = new Map<string, string>();
  const named = source.statements.filter((statement) => ts.isImportDeclaration(statement))
    .flatMap(({ moduleSpecifier, importClause }) => {
      const client = CLIENT.exec((moduleSpecifier as ts.StringLiteral).text)?.groups?.client;
      const bindings = importClause?.namedBindings;
      if (client === undefined || bindings === undefined) return [];
      if (ts.isNamedImports(bindings)) return bindings.elements.map(({ name }) => ({ client, name: name.text }));
      modules.set(bindings.name.text, client);
      return [];
    });
  const used = (node: ts.Node): { client: string; name: string }[] => {
    const client = ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)
      ? modules.get(node.expression.text)
      : undefined;
    const own = client === undefined ? [] : [{ client, name: (node as ts.PropertyAccessExpression).name.text }];
    return [...own, ...childrenOf(node).flatMap(used)];
  };
  return [...named, ...used(source)].flatMap(({ client, name }) => {
    const operation = COMMAND.exec(name)?.groups?.operation;
    return operation === undefined ? [] : [{ client, operation }];
  });
}

function childrenOf(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  node.forEachChild((child) => { found.push(child); });
  return found;
}
