import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './files';

/** An example of the README or of a docstring, as jsii-rosetta translates it. */
export interface Snippet {
  readonly python: string;
  readonly java: string;
}

interface Tablet {
  readonly snippets: Readonly<Record<string, { readonly translations: Readonly<Record<'python' | 'java', { readonly source: string }>> }>>;
}

/** Every example that is shown to anybody. */
export function snippets(): Snippet[] {
  const tablet = JSON.parse(readFileSync(path.join(ROOT, '.jsii.tabl.json'), 'utf8')) as Tablet;
  return Object.values(tablet.snippets).map(({ translations }) => ({ python: translations.python.source, java: translations.java.source }));
}

/** What rosetta/default.ts-fixture declares, for Java. */
const JAVA_FIXTURE = [
  'App app', 'Construct scope', 'Stack stack', 'Role role', 'IPrincipal partner', 'IVpc vpc', 'Bucket mediaIreland',
  'MultiRegionBuckets mediaBuckets', 'MultiRegionAccessPoint accessPoint', 'ReplicatedMultiRegionAccessPoint replicatedMedia', 'Bucket reports',
];
/** Named one by one, where a package would bring a name twice. */
const JAVA_CLASSES = [
  'java.util.List', 'java.util.Map', 'software.amazon.awscdk.services.cloudfront.Distribution',
  'software.amazon.awscdk.services.cloudwatch.CreateAlarmOptions',
];
const JAVA_PACKAGES = [
  'io.github.cdks3mrap', 'software.amazon.awscdk', 'software.amazon.awscdk.services.cloudfront', 'software.amazon.awscdk.services.ec2',
  'software.amazon.awscdk.services.iam', 'software.amazon.awscdk.services.kms', 'software.amazon.awscdk.services.logs',
  'software.amazon.awscdk.services.s3', 'software.amazon.awscdk.services.sns', 'software.constructs',
];

/** A class with a method for each snippet: it says that they compile. */
export function javaClass(name: string, sources: readonly string[]): string {
  const isImport = (line: string) => line.startsWith('import ');
  const lines = sources.map((source) => source.split('\n'));
  const imports = [...new Set(lines.flat().filter(isImport))];
  const methods = lines.map((source, index) => [
    `    static void snippet${index}(${JAVA_FIXTURE.join(', ')}) {`, ...source.filter((line) => !isImport(line)).map((line) => `        ${line}`), '    }',
  ].join('\n'));
  return [
    'package examples;',
    ...[...JAVA_CLASSES, ...JAVA_PACKAGES.map((name_) => `${name_}.*`)].map((imported) => `import ${imported};`),
    ...imports,
    `final class ${name} {`, ...methods, '}', '',
  ].join('\n');
}
