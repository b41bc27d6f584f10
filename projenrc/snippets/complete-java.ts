import { PUBLISHER } from '../publisher';
import { type Fixture, type FixtureVariable } from './fixture';

/** The Java packages of the npm packages. */
const PACKAGES: Readonly<Record<string, string>> = {
  'aws-cdk-lib': 'software.amazon.awscdk',
  'cdk-s3-mrap': PUBLISHER.maven.javaPackage,
  'constructs': 'software.constructs',
};

/** Classes of Java that jsii-rosetta writes for lists and maps. */
const COLLECTIONS = ['java.util.List', 'java.util.Map'];

const TEXT_OR_COMMENT = /"(?:\\.|[^"\\])*"|\/\/.*$/gm;

/** Returns the name of a type of jsii in Java: `aws_iam.Role` is in the package `services.iam`. */
function makeJavaName(fqn: string): string {
  const [packageName, ...path] = fqn.split('.');
  return [PACKAGES[packageName], ...path.map((part) => part.replace(/^aws_/, 'services.'))].join('.');
}

const findSimpleName = (name: string) => name.slice(name.lastIndexOf('.') + 1);

/** Returns the type of a variable of the fixture in jsii. */
function findType(type: string, { sources }: Fixture): string {
  const [first, ...others] = type.split('.');
  return others.length === 0 ? `${sources.get(first)}.${first}` : [sources.get(first), ...others].join('.');
}

/** Adds the imports and the declared variables to an example in Java. */
export function completeJava(
  source: string, variables: readonly FixtureVariable[], fixture: Fixture, referencedTypes: readonly string[],
): string {
  const declarations = variables.map(({ name, type }) => `${findSimpleName(type)} ${name};`);
  const code = [...declarations, source].join('\n').replace(TEXT_OR_COMMENT, '');
  const isUsed = (name: string) => new RegExp(`(?<![\\w.])${findSimpleName(name)}\\b`).test(code);
  const types = [...referencedTypes, ...variables.map(({ type }) => findType(type, fixture))];
  const names = new Set([...types.map(makeJavaName), ...COLLECTIONS].filter(isUsed));
  const imports = [...names].sort().map((name) => `import ${name};`);
  const parts = [imports, declarations, [source]];
  return parts.filter((lines) => lines.length > 0).map((lines) => lines.join('\n')).join('\n\n');
}
