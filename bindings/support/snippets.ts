import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './files';

/** An example of the README or of a docstring, translated by jsii-rosetta. */
export interface Snippet {
  readonly python: string;
  readonly java: string;
}

type Translations = Readonly<Record<'python' | 'java', { readonly source: string }>>;

interface Tablet {
  readonly snippets: Readonly<Record<string, { readonly translations: Translations }>>;
}

/** Reads all published examples. */
export function readSnippets(): Snippet[] {
  const tablet = JSON.parse(readFileSync(path.join(ROOT, '.jsii.tabl.json'), 'utf8')) as Tablet;
  return Object.values(tablet.snippets).map(({ translations: { python, java } }) =>
    ({ python: python.source, java: java.source }));
}

/** The variables that rosetta/default.ts-fixture declares, as Java parameters. */
const JAVA_PARAMETERS = [
  'App app', 'Construct scope', 'Stack stack', 'Role role', 'IPrincipal partner', 'IVpc vpc', 'Bucket mediaIreland',
  'MultiRegionBuckets mediaBuckets', 'MultiRegionAccessPoint accessPoint',
  'ReplicatedMultiRegionAccessPoint replicatedMedia', 'Bucket reports',
];
/** Classes that are imported by name, because several packages contain a class of the same name. */
const JAVA_CLASSES = [
  'io.github.cdks3mrap.ReplicationRule', 'java.util.List', 'java.util.Map',
  'software.amazon.awscdk.services.cloudfront.Distribution',
  'software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions',
];
const JAVA_PACKAGES = [
  'io.github.cdks3mrap', 'software.amazon.awscdk', 'software.amazon.awscdk.services.cloudfront',
  'software.amazon.awscdk.services.ec2', 'software.amazon.awscdk.services.iam', 'software.amazon.awscdk.services.kms',
  'software.amazon.awscdk.services.logs', 'software.amazon.awscdk.services.s3', 'software.amazon.awscdk.services.sns',
  'software.constructs',
];

/** Makes a class with a method for each snippet. If the class compiles, all snippets compile. */
export function makeJavaClass(name: string, sources: readonly string[]): string {
  const isImport = (line: string) => line.startsWith('import ');
  const lines = sources.map((source) => source.split('\n'));
  const imports = [...new Set(lines.flat().filter(isImport))];
  const methods = lines.map((source, index) => [
    `    static void snippet${index}(${JAVA_PARAMETERS.join(', ')}) {`,
    ...source.filter((line) => !isImport(line)).map((line) => `        ${line}`),
    '    }',
  ].join('\n'));
  const names = [...JAVA_CLASSES, ...JAVA_PACKAGES.map((packageName) => `${packageName}.*`)];
  return [
    'package examples;',
    ...names.map((imported) => `import ${imported};`),
    ...imports,
    `final class ${name} {`, ...methods, '}', '',
  ].join('\n');
}
