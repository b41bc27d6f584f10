import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ROOT } from './files';

/** An example of the README or of a docstring, as the packages contain it. */
export interface Snippet {
  readonly python: string;
  readonly java: string;
  readonly go: string;
}

type Translations = Readonly<Record<'python' | 'java' | 'go', { readonly source: string }>>;

interface Tablet {
  readonly snippets: Readonly<Record<string, { readonly translations: Translations }>>;
}

/** Reads all published examples. */
export function readSnippets(): Snippet[] {
  const tablet = JSON.parse(gunzipSync(readFileSync(path.join(ROOT, '.jsii.tabl.json.gz'))).toString()) as Tablet;
  return Object.values(tablet.snippets).map(({ translations: { python, java, go } }) =>
    ({ python: python.source, java: java.source, go: go.source }));
}

/** An example, divided into its imports, the variables that it declares without a value, and its statements. */
interface Parts {
  readonly imports: readonly string[];
  readonly variables: readonly string[];
  readonly statements: readonly string[];
}

function divide(source: string, isImport: RegExp, isVariable: RegExp): Parts {
  const lines = source.split('\n');
  return {
    imports: lines.filter((line) => isImport.test(line)),
    variables: lines.filter((line) => isVariable.test(line)),
    statements: lines.filter((line) => !isImport.test(line) && !isVariable.test(line)),
  };
}

const indent = (lines: readonly string[], spaces: number) =>
  lines.map((line) => (line === '' ? '' : ' '.repeat(spaces) + line));

/** Makes a Java class with the imports of an example and no others, whose variables are parameters. */
export function makeJavaClass(name: string, source: string): string {
  const { imports, variables, statements } = divide(source, /^import /, /^\w+ \w+;$/);
  const parameters = variables.map((variable) => variable.replace(';', ''));
  return [
    'package snippets;', ...imports, `final class ${name} {`, `    static void run(${parameters.join(', ')}) {`,
    ...indent(statements, 8), '    }', '}', '',
  ].join('\n');
}

/** Makes a Python module with the imports of an example and no others, whose variables are parameters. */
export function makePythonModule(source: string): string {
  const { imports, variables, statements } = divide(source, /^from /, /^\w+: [\w.]+$/);
  return [...imports, '', '', `def run(${variables.join(', ')}) -> None:`, ...indent(statements, 4), ''].join('\n');
}

/** Makes a Go file with the imports of an example and no others, whose variables are parameters. */
export function makeGoFile(name: string, source: string): string {
  const { imports, variables, statements } = divide(source, /^import /, /^var /);
  const parameters = variables.map((variable) => variable.replace('var ', ''));
  // Go refuses variables that no statement reads.
  const declared = statements.flatMap((line) => /^(\w+) := /.exec(line)?.[1] ?? []);
  return [
    'package snippets', ...imports, `func ${name}(${parameters.join(', ')}) {`,
    ...statements, ...declared.map((variable) => `_ = ${variable}`), '}', '',
  ].join('\n');
}
