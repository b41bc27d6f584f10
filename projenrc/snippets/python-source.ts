import { type Fixture } from './fixture';

/** The Python modules of the npm packages. */
export const MODULES: Readonly<Record<string, string>> = {
  'aws-cdk-lib': 'aws_cdk', 'cdk-s3-mrap': 'cdk_s3_mrap', 'constructs': 'constructs',
};

/** An example in Python without the imports that jsii-rosetta writes for structs in lists. */
export interface PythonSource {
  readonly code: string;
  /** The packages of imported names. */
  readonly imports: ReadonlyMap<string, string>;
}

const IMPORT = /^from (\w+) import (.*)\n/gm;
const TEXT_OR_COMMENT = /"(?:\\.|[^"\\])*"|#.*$/gm;

export const removeTexts = (code: string) => code.replace(TEXT_OR_COMMENT, '');

function findPackage(module: string): string {
  const found = Object.entries(MODULES).find(([, name]) => name === module);
  if (found === undefined) {
    throw new Error(`an example imports from "${module}", expected ${Object.values(MODULES).join(', ')}`);
  }
  return found[0];
}

/** Separates the imports of an example from its code. */
export function parsePythonSource(source: string): PythonSource {
  const imports = [...source.matchAll(IMPORT)].flatMap(([, module, names]) =>
    names.split(', ').map((name) => [name, findPackage(module)] as const));
  return { code: source.replace(IMPORT, ''), imports: new Map(imports) };
}

/** Lists the types in the code, as jsii names them: `s3.Bucket` is `aws-cdk-lib.aws_s3.Bucket`. */
export function listTypesInPython({ code, imports }: PythonSource, { sources }: Fixture): string[] {
  const members = [...removeTexts(code).matchAll(/(?<![\w.])(\w+)\.([A-Z]\w*)/g)]
    .filter(([, alias]) => sources.has(alias))
    .map(([, alias, name]) => `${sources.get(alias)}.${name}`);
  return [...members, ...[...imports].map(([name, packageName]) => `${packageName}.${name}`)];
}
