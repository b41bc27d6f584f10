import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';

const SOURCE = path.join(__dirname, '..', '..', 'src');

/** A constructor or method of a public class. */
export interface PublicCallable {
  readonly className: string;
  /** The name of the method, or undefined for the constructor. */
  readonly method?: string;
  readonly isStatic: boolean;
  readonly parameters: readonly PublicParameter[];
}

export interface PublicParameter {
  readonly name: string;
  /** The names of properties, if the parameter is an interface of this library. */
  readonly properties: readonly string[];
}

type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

/** Lists the constructors and methods that `src/index.ts` exports, from the syntax of the source. */
export function listPublicCallables(): PublicCallable[] {
  const files = listExportingFiles();
  const interfaces = new Map(files.flatMap((file) => file.statements.filter(ts.isInterfaceDeclaration))
    .map((declaration) => [declaration.name.text, declaration]));
  const exported = listExportedNames();
  return files.flatMap((file) => file.statements.filter(ts.isClassDeclaration))
    .filter((declaration) => exported.has(declaration.name!.text))
    .flatMap((declaration) => listCallables(declaration, interfaces));
}

function parseFile(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function listExports(): ts.ExportDeclaration[] {
  return parseFile(path.join(SOURCE, 'index.ts')).statements.filter(ts.isExportDeclaration);
}

function listExportedNames(): ReadonlySet<string> {
  return new Set(listExports().flatMap(({ exportClause }) =>
    (exportClause as ts.NamedExports).elements.map(({ name }) => name.text)));
}

function listExportingFiles(): ts.SourceFile[] {
  return [...new Set(listExports().map(({ moduleSpecifier }) => (moduleSpecifier as ts.StringLiteral).text))]
    .map((module) => parseFile(path.join(SOURCE, `${module}.ts`)));
}

function hasModifier(declaration: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return ts.getModifiers(declaration)?.some((modifier) => modifier.kind === kind) ?? false;
}

function isPublic(declaration: ts.ConstructorDeclaration | ts.MethodDeclaration): boolean {
  const isHidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword]
    .some((kind) => hasModifier(declaration, kind));
  return !isHidden && !declaration.name?.getText().startsWith('_');
}

function listCallables(declaration: ts.ClassDeclaration, interfaces: Interfaces): PublicCallable[] {
  const className = declaration.name!.text;
  const describe = ({ parameters }: ts.SignatureDeclaration) => parameters.map((parameter) =>
    ({ name: parameter.name.getText(), properties: listProperties(parameter.type?.getText() ?? '', interfaces) }));
  return [
    ...declaration.members.filter(ts.isConstructorDeclaration).filter(isPublic)
      .map((member) => ({ className, isStatic: false, parameters: describe(member) })),
    ...declaration.members.filter(ts.isMethodDeclaration).filter(isPublic).map((member) => ({
      className,
      method: member.name.getText(),
      isStatic: hasModifier(member, ts.SyntaxKind.StaticKeyword),
      parameters: describe(member),
    })),
  ];
}

function listProperties(type: string, interfaces: Interfaces): string[] {
  const declaration = interfaces.get(type);
  if (declaration === undefined) return [];
  const inherited = declaration.heritageClauses?.flatMap(({ types }) => types.map((base) => base.getText())) ?? [];
  return [
    ...declaration.members.filter(ts.isPropertySignature).map(({ name }) => name.getText()),
    ...inherited.flatMap((base) => listProperties(base, interfaces)),
  ];
}
