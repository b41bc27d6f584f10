import * as path from 'node:path';
import * as ts from 'typescript';
import { listUsedVariables, parseFixture } from '../fixture';
import { GoTypes } from './go-types';
import { GoTranslator } from './translate-to-go';

const ROOT = path.join(__dirname, '..', '..', '..');
const FOLDER = path.join(ROOT, 'rosetta');
/** The line of the fixture that jsii-rosetta replaces with an example. */
const PLACE = '/// here';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.CommonJS,
  moduleResolution: ts.ModuleResolutionKind.Node10,
  ignoreDeprecations: '6.0',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  paths: { 'cdk-s3-mrap': [path.join(ROOT, 'src', 'index.ts')] },
};

/** Makes a program in which each example is a file of its own, with the declarations of the fixture. */
function makeProgram(fixture: string, sources: readonly string[]): { program: ts.Program; files: string[] } {
  const files = sources.map((_, index) => path.join(FOLDER, `example-${index}.ts`));
  const texts = new Map(sources.map((source, index) => [files[index], fixture.replace(PLACE, () => source)]));
  const host = ts.createCompilerHost(OPTIONS);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, options, ...others) => {
    const text = texts.get(file);
    if (text === undefined) return getSourceFile(file, options, ...others);
    return ts.createSourceFile(file, text, options, true);
  };
  return { program: ts.createProgram(files, OPTIONS, host), files };
}

/** Translates the statements of an example below the declarations of the fixture. */
function translate(fixture: string, source: string, file: ts.SourceFile, checker: ts.TypeChecker): string {
  const types = new GoTypes(checker);
  const translator = new GoTranslator(checker, types);
  const start = fixture.indexOf(PLACE);
  const used = new Set(listUsedVariables(source, parseFixture(fixture)).map(({ name }) => name));
  const variables = file.statements.filter((statement) => statement.pos < start && ts.isVariableStatement(statement))
    .flatMap((statement) => [...(statement as ts.VariableStatement).declarationList.declarations])
    .filter(({ name }) => used.has(name.getText()))
    .map((variable) => `var ${variable.name.getText()} ${types.render(checker.getTypeAtLocation(variable))}`);
  const statements = file.statements.filter((statement) => statement.getStart() >= start)
    .map((statement) => translator.translate(statement));
  const imports = types.listImports().map((name) => `import ${JSON.stringify(name)}`);
  const parts = [imports, variables, statements];
  return parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n');
}

/** Makes a function for each example that translates it to Go, with its imports and its variables of the fixture. */
export function prepareExamples(fixture: string, sources: readonly string[]): (() => string)[] {
  const { program, files } = makeProgram(fixture, sources);
  const checker = program.getTypeChecker();
  return sources.map((source, index) => () =>
    translate(fixture, source, program.getSourceFile(files[index])!, checker));
}

/** Translates examples to Go. */
export function translateExamples(fixture: string, sources: readonly string[]): string[] {
  return prepareExamples(fixture, sources).map((translateExample) => translateExample());
}
