import * as ts from 'typescript';

/** A variable that the examples use without a declaration. */
export interface FixtureVariable {
  readonly name: string;
  /** The TypeScript type, for example `Stack` or `iam.Role`. */
  readonly type: string;
}

/** The declarations of `rosetta/default.ts-fixture`. */
export interface Fixture {
  readonly variables: readonly FixtureVariable[];
  /** The packages and modules of imported names: `Stack` is from `aws-cdk-lib`, `iam` from `aws-cdk-lib.aws_iam`. */
  readonly sources: ReadonlyMap<string, string>;
}

/** The submodules that contain the classes of a path: `aws-cdk-lib/aws-iam` is `aws-cdk-lib.aws_iam` in jsii. */
function makeModuleName(path: string): string {
  return path.replace(/\/core$/, '').replace('/', '.').replace(/(?<=\.aws)-/, '_');
}

function listImportedNames({ namedBindings }: ts.ImportClause): string[] {
  if (namedBindings === undefined) return [];
  return ts.isNamespaceImport(namedBindings)
    ? [namedBindings.name.text]
    : namedBindings.elements.map(({ name }) => name.text);
}

/** Reads the imports and the declared variables of a fixture. */
export function parseFixture(text: string): Fixture {
  const { statements } = ts.createSourceFile('fixture.ts', text, ts.ScriptTarget.ES2022, true);
  const imports = statements.filter(ts.isImportDeclaration);
  const declarations = statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  return {
    variables: declarations.map(({ name, type }) => ({ name: name.getText(), type: type!.getText() })),
    sources: new Map(imports.flatMap(({ importClause, moduleSpecifier }) => {
      const module = makeModuleName((moduleSpecifier as ts.StringLiteral).text);
      return importClause === undefined ? [] : listImportedNames(importClause).map((name) => [name, module] as const);
    })),
  };
}

/** An identifier that names a property instead of a variable. */
function isPropertyName(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAssignment(parent) && parent.name === node)
    || (ts.isPropertyAccessExpression(parent) && parent.name === node);
}

/** Lists the variables of the fixture that an example uses, in the order of the fixture. */
export function listUsedVariables(source: string, { variables }: Fixture): FixtureVariable[] {
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !isPropertyName(node)) used.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('example.ts', source, ts.ScriptTarget.ES2022, true));
  return variables.filter(({ name }) => used.has(name));
}
