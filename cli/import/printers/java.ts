import { type AttributeReference, listUsedTypes, type ModuleName, type Statement, TYPE_MODULES } from '../code-model';
import { type LanguageSyntax, type PrintedProperties, printStatements } from './language-printer';
import { type Code } from './layout';

export const JAVA_CLASS = 'MediaApp';

const PACKAGES: Readonly<Record<ModuleName, string>> = {
  core: 'software.amazon.awscdk',
  iam: 'software.amazon.awscdk.services.iam',
  s3: 'software.amazon.awscdk.services.s3',
  library: 'io.github.cdks3mrap',
};
/** `Map.of` accepts at most ten pairs. */
const MAX_PAIRS = 10;

const quote = (value: string) => JSON.stringify(value);
const makeList = (open: string, items: readonly Code[]): Code =>
  ({ kind: 'list', open, items, close: ')', hasTrailingComma: false });
const makeMap = (entries: readonly (readonly [string, Code])[]): Code => (entries.length > MAX_PAIRS
  ? makeList('Map.ofEntries(', entries.map(([key, value]) => [`Map.entry(${quote(key)}, `, value, ')']))
  : makeList('Map.of(', entries.map(([key, value]) => [`${quote(key)}, `, value])));
const renderAttribute = ({ variable, attribute }: AttributeReference) =>
  `${variable}.get${attribute[0].toUpperCase()}${attribute.slice(1)}()`;

function makeSetters(entries: PrintedProperties['entries']): Code[] {
  return [...entries.map(([name, value]): Code => makeList(`.${name}(`, [value])), '.build()'];
}

export const JAVA_SYNTAX: LanguageSyntax = {
  step: '    ',
  indentation: '        ',
  commentPrefix: '//',
  text: quote,
  boolean: String,
  number: String,
  texts: (values) => makeList('List.of(', values.map(quote)),
  textMap: (entries) => makeMap(entries.map(([key, value]) => [key, quote(value)])),
  object: makeMap,
  values: (items) => makeList('List.of(', items),
  list: (_type, items) => makeList('List.of(', items),
  variable: (name) => name,
  attribute: renderAttribute,
  joined: (parts) => parts.map((part) => (typeof part === 'string' ? quote(part) : renderAttribute(part))).join(' + '),
  enumMember: (type, member) => `${type}.${member}`,
  call: (callee, { values, properties }) => {
    const { type = '', entries = [] } = properties ?? {};
    switch (callee.kind) {
      case 'constructor':
        return properties === undefined
          ? makeList(`new ${callee.type}(`, values)
          : { kind: 'chain', head: makeList(`${callee.type}.Builder.create(`, values), calls: makeSetters(entries) };
      case 'static method': {
        const options: Code = { kind: 'chain', head: `${type}.builder()`, calls: makeSetters(entries) };
        return makeList(`${callee.type}.${callee.method}(`, entries.length === 0 ? values : [...values, options]);
      }
      case 'method': return makeList(`${callee.variable}.${callee.method}(`, values);
    }
  },
  properties: ({ type, entries }) => ({ kind: 'chain', head: `${type}.builder()`, calls: makeSetters(entries) }),
  declare: (name, value) => [`var ${name} = `, value, ';'],
  evaluate: (value) => [value, ';'],
  jsonText: quote,
  jsonBoolean: String,
  jsonNumber: String,
};

/** The types that the code names. The properties of a constructor are methods of its builder. */
function listImportedTypes(body: string, statements: readonly Statement[]): string[] {
  return listUsedTypes(statements).filter((type) => new RegExp(`\\b${type}\\b`).test(body))
    .map((type) => `${PACKAGES[TYPE_MODULES[type]]}.${type}`);
}

/** Prints the Java class with the method `main`. */
export function printJava(statements: readonly Statement[]): string {
  const body = printStatements(statements, JAVA_SYNTAX);
  const collections = ['List', 'Map'].filter((name) => body.includes(`${name}.of`)).map((name) => `java.util.${name}`);
  const imports = [...collections, ...listImportedTypes(body, statements)].sort().map((name) => `import ${name};`);
  return [
    ...imports,
    '',
    `public final class ${JAVA_CLASS} {`,
    '    public static void main(final String[] args) {',
    body,
    '    }',
    '}',
    '',
  ].join('\n');
}
