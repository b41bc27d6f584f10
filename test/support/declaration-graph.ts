import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const ROOT = path.join(__dirname, '../..');

/** The statements of a file that declare no name, for example registrations. */
const UNNAMED = '(module)';

/** Top-level declarations (`file#name`) of source folders, each with the declarations that it refers to. */
export class DeclarationGraph {
  private readonly references = new Map<string, Set<string>>();

  constructor(...folders: string[]) {
    for (const file of folders.flatMap(listSourceFiles)) this.addFile(file);
  }

  /** The declarations that code of the start files can run, without those that `stop` excludes. */
  public reachableFrom(isStart: (file: string) => boolean, stop: (declaration: string) => boolean): string[] {
    const reached = new Set<string>();
    const queue = [...this.references.keys()].filter((declaration) => isStart(declaration.split('#')[0]));
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      queue.push(...this.referencesFrom(next).filter((declaration) => !stop(declaration)));
    }
    return [...reached];
  }

  private referencesFrom(declaration: string): string[] {
    return [...this.references.get(declaration) ?? []].flatMap((reference) =>
      reference.endsWith('#*') ? this.declarationsIn(reference.slice(0, -1)) : [reference]);
  }

  private declarationsIn(prefix: string): string[] {
    return [...this.references.keys()].filter((declaration) => declaration.startsWith(prefix));
  }

  private addFile(file: string): void {
    const source = ts.createSourceFile(file, readFileSync(path.join(ROOT, file), 'utf8'), ts.ScriptTarget.Latest, true);
    const declarations = source.statements.flatMap(readDeclarations);
    const bindings = new Map([
      ...declarations.map(({ name }) => [name, `${file}#${name}`] as const),
      ...source.statements.filter(ts.isImportDeclaration).flatMap((statement) => readBindings(file, statement)),
    ]);
    for (const { name, node } of declarations) this.addReferences(`${file}#${name}`, node, bindings);
  }

  private addReferences(declaration: string, node: ts.Node, bindings: ReadonlyMap<string, string>): void {
    const found = this.references.get(declaration) ?? new Set();
    this.references.set(declaration, found);
    const visit = (child: ts.Node) => {
      const reference = ts.isIdentifier(child) && isValueReference(child) ? bindings.get(child.text) : undefined;
      if (reference !== undefined && reference !== declaration) found.add(reference);
      ts.forEachChild(child, visit);
    };
    visit(node);
  }
}

function listSourceFiles(folder: string): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts')).map((file) => path.join(folder, file));
}

function readDeclarations(statement: ts.Statement): { name: string; node: ts.Node }[] {
  if (ts.isImportDeclaration(statement)) return [];
  if ((ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) && statement.name) {
    return [{ name: statement.name.text, node: statement }];
  }
  if (!ts.isVariableStatement(statement)) return [{ name: UNNAMED, node: statement }];
  return statement.declarationList.declarations.map((node) =>
    ({ name: ts.isIdentifier(node.name) ? node.name.text : UNNAMED, node }));
}

function readBindings(file: string, { importClause, moduleSpecifier }: ts.ImportDeclaration): [string, string][] {
  const module = (moduleSpecifier as ts.StringLiteral).text;
  const named = importClause?.namedBindings;
  if (!module.startsWith('.') || !named || importClause.isTypeOnly) return [];
  const base = path.join(path.dirname(file), module);
  const target = existsSync(path.join(ROOT, `${base}.ts`)) ? `${base}.ts` : path.join(base, 'index.ts');
  if (ts.isNamespaceImport(named)) return [[named.name.text, `${target}#*`]];
  return named.elements.filter((element) => !element.isTypeOnly)
    .map(({ name, propertyName }) => [name.text, `${target}#${(propertyName ?? name).text}`]);
}

function isValueReference(identifier: ts.Identifier): boolean {
  const { parent } = identifier;
  const isMember = ts.isPropertyAccessExpression(parent) && parent.name === identifier;
  return !isMember && !ts.isTypeReferenceNode(parent);
}
