import * as path from 'node:path';
import ts from 'typescript';

const ROOT = path.join(__dirname, '..', '..');

interface Implementation {
  readonly className: string;
  readonly interfaceName: string;
  readonly missing: readonly string[];
}

function createProgram(files: readonly string[]): ts.Program {
  return ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, skipLibCheck: true, noEmit: true, types: [],
  });
}

/** Lists the classes that a declaration extends, from the class itself to its last base class. */
function listBaseClasses(checker: ts.TypeChecker, type: ts.InterfaceType): ts.InterfaceType[] {
  return [type, ...checker.getBaseTypes(type).flatMap((base) => listBaseClasses(checker, base as ts.InterfaceType))];
}

/** Lists the interfaces that a class and its base classes implement. */
function listImplementedInterfaces(checker: ts.TypeChecker, type: ts.InterfaceType): ts.Type[] {
  return listBaseClasses(checker, type)
    .flatMap(({ symbol }) => symbol.declarations ?? [])
    .filter(ts.isClassDeclaration)
    .flatMap(({ heritageClauses = [] }) => heritageClauses)
    .filter(({ token }) => token === ts.SyntaxKind.ImplementsKeyword)
    .flatMap(({ types }) => types.map((node) => checker.getTypeAtLocation(node)));
}

function listExports(program: ts.Program, file: string): ts.Symbol[] {
  const checker = program.getTypeChecker();
  return checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!)
    .map((symbol) => (symbol.declarations?.some(ts.isExportSpecifier) ? checker.getAliasedSymbol(symbol) : symbol));
}

/** Compares the exported classes of a module with the interfaces that they implement. */
function listImplementations(program: ts.Program, file: string): Implementation[] {
  const checker = program.getTypeChecker();
  const classes = listExports(program, file)
    .filter((symbol) => symbol.declarations?.some(ts.isClassDeclaration))
    .map((symbol) => checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType);
  return classes.flatMap((type) => listImplementedInterfaces(checker, type).map((implemented) => ({
    className: type.symbol.name,
    interfaceName: implemented.symbol.name,
    missing: checker.getPropertiesOfType(implemented).map(({ name }) => name)
      .filter((name) => checker.getPropertyOfType(type, name) === undefined),
  })));
}

const isInternal = (node: ts.Node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');

/** Lists the classes of this project that classes of all languages extend, and that the index does not export. */
function listInternalBaseClasses(program: ts.Program, file: string): string[] {
  const checker = program.getTypeChecker();
  const exported = listExports(program, file);
  return exported
    .filter(({ declarations = [] }) => declarations.some((node) => ts.isClassDeclaration(node) && !isInternal(node)))
    .flatMap((symbol) => listBaseClasses(checker, checker.getDeclaredTypeOfSymbol(symbol) as ts.InterfaceType))
    .filter(({ symbol }) => !exported.includes(symbol))
    .filter(({ symbol: { declarations = [] } }) =>
      declarations.some((node) => !program.isSourceFileFromExternalLibrary(node.getSourceFile())))
    .map(({ symbol }) => symbol.name);
}

type Callable = ts.ConstructorDeclaration | ts.MethodDeclaration | ts.MethodSignature;

/** An override of the CDK has the documentation of the CDK. */
const UNPUBLISHED_MODIFIERS = [
  ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword, ts.SyntaxKind.OverrideKeyword,
];

function isPublished(member: ts.Node): member is Callable {
  if (!(ts.isConstructorDeclaration(member) || ts.isMethodDeclaration(member) || ts.isMethodSignature(member))) {
    return false;
  }
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) ?? [] : [];
  return !modifiers.some(({ kind }) => UNPUBLISHED_MODIFIERS.includes(kind)) && !isInternal(member);
}

/** Lists the parameters of public methods and constructors without a description. */
function listUndocumentedParameters(program: ts.Program, file: string) {
  const members = listExports(program, file)
    .flatMap(({ declarations = [] }) => declarations)
    .flatMap((type) => (ts.isClassDeclaration(type) || ts.isInterfaceDeclaration(type) ? [...type.members] : []))
    .filter(isPublished);
  const parameters = members.flatMap((member) => member.parameters.map((parameter) => ({
    name: `${(member.parent as ts.ClassDeclaration).name!.text}.${member.name?.getText() ?? 'constructor'}`
      + `(${parameter.name.getText()})`,
    documented: ts.getJSDocParameterTags(parameter).some(({ comment }) => comment !== undefined && comment !== ''),
  })));
  const undocumented = parameters.filter(({ documented }) => !documented).map(({ name }) => name);
  return { undocumented, count: parameters.length };
}

/** Lists the public methods with a result that the documentation does not describe. */
function listUndocumentedResults(program: ts.Program, file: string): string[] {
  return listExports(program, file)
    .flatMap(({ declarations = [] }) => declarations)
    .flatMap((type) => (ts.isClassDeclaration(type) || ts.isInterfaceDeclaration(type) ? [...type.members] : []))
    .filter(isPublished)
    .filter((member) => !ts.isConstructorDeclaration(member) && member.type?.kind !== ts.SyntaxKind.VoidKeyword)
    .filter((member) => !ts.getJSDocReturnTag(member)?.comment)
    .map((member) => `${(member.parent as ts.ClassDeclaration).name!.text}.${member.name!.getText()}`);
}

describe('src/index.ts', () => {
  const file = path.join(ROOT, 'src', 'index.ts');
  const program = createProgram([file]);

  // An optional member of an interface is a required member of its protocol in Python, so that mypy and pyright reject
  // a class that does not declare it.
  test('exports classes that declare all optional members of the interfaces of the CDK', () => {
    const implementations = listImplementations(program, file);
    expect(implementations).toContainEqual({
      className: 'MultiRegionAccessPointChecks', interfaceName: 'IPolicyValidationPlugin', missing: [],
    });
    expect(implementations).toContainEqual(expect.objectContaining({ interfaceName: 'IConnectable' }));
    expect(implementations.filter(({ missing }) => missing.length > 0)).toEqual([]);
  });

  // jsii-rosetta guesses the names of members that a class inherits from such a class, and prints a warning.
  test('exports no class whose base class is internal', () => {
    expect(listInternalBaseClasses(program, file)).toEqual([]);
  });

  test('describes every parameter of a public method or constructor', () => {
    const { undocumented, count } = listUndocumentedParameters(program, file);
    expect(count).toBeGreaterThan(100);
    expect(undocumented).toEqual([]);
  });

  test('describes the result of every public method', () => {
    expect(listUndocumentedResults(program, file)).toEqual([]);
  });
});
