import {
  type AttributeReference, listUsedTypes, type ModuleName, type Statement, TYPE_MODULES, type TypeName,
} from '../code-model';
import { type Callee, type LanguageSyntax, type PrintedProperties, printStatements } from './language-printer';
import { type Code } from './layout';

const PACKAGES: Readonly<Record<ModuleName, readonly [name: string, path: string]>> = {
  core: ['awscdk', 'github.com/aws/aws-cdk-go/awscdk/v2'],
  iam: ['awsiam', 'github.com/aws/aws-cdk-go/awscdk/v2/awsiam'],
  s3: ['awss3', 'github.com/aws/aws-cdk-go/awscdk/v2/awss3'],
  library: ['cdks3mrap', 'github.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap'],
};
const JSII = 'github.com/aws/jsii-runtime-go';

const findPackage = (type: string) => PACKAGES[TYPE_MODULES[type as TypeName]][0];
/** Go accepts a byte order mark only at the start of a file. */
const quote = (value: string) => JSON.stringify(value).replaceAll('\ufeff', '\\ufeff');
const capitalize = (name: string) => name[0].toUpperCase() + name.slice(1);
const renderAttribute = ({ variable, attribute }: AttributeReference) => `*${variable}.${capitalize(attribute)}()`;
const makeList = (open: string, items: readonly Code[], close: string): Code =>
  ({ kind: 'list', open, items, close, hasTrailingComma: true });
const makeLiteral = (open: string, entries: readonly (readonly [string, Code])[]): Code => ({
  kind: 'list',
  open,
  items: entries.map(([key, value]) => [`${key}:`, value]),
  close: '}',
  hasTrailingComma: true,
  hasAlignedKeys: true,
});
const makeProperties = ({ type, entries }: PrintedProperties): Code => makeLiteral(
  `&${findPackage(type)}.${type}{`, entries.map(([name, value]) => [capitalize(name), value]));

function renderCallee(callee: Callee): string {
  switch (callee.kind) {
    case 'constructor': return `${findPackage(callee.type)}.New${callee.type}`;
    case 'static method': return `${findPackage(callee.type)}.${callee.type}_${capitalize(callee.method)}`;
    case 'method': return `${callee.variable}.${capitalize(callee.method)}`;
  }
}

/** Calls whose only parameter is optional. Go needs a value for it. */
function needsNil(callee: Callee): boolean {
  return (callee.kind === 'constructor' && callee.type === 'App')
    || (callee.kind === 'method' && callee.method === 'synth');
}

export const GO_SYNTAX: LanguageSyntax = {
  step: '\t',
  indentation: '\t',
  commentPrefix: '//',
  text: (value) => `jsii.String(${quote(value)})`,
  boolean: (value) => `jsii.Bool(${String(value)})`,
  number: (value) => `jsii.Number(${value})`,
  texts: (values) => makeList('jsii.Strings(', values.map(quote), ')'),
  textMap: (entries) => makeLiteral(
    '&map[string]*string{', entries.map(([key, value]) => [quote(key), `jsii.String(${quote(value)})`])),
  object: (entries) =>
    makeLiteral('map[string]interface{}{', entries.map(([key, value]) => [quote(key), value])),
  values: (items) => makeList('[]interface{}{', items, '}'),
  list: (type, items) => makeList(`&[]${findPackage(type)}.${type}{`, items, '}'),
  variable: (name) => name,
  attribute: renderAttribute,
  joined: (parts) => parts.map((part) => (typeof part === 'string' ? quote(part) : renderAttribute(part))).join(' + '),
  enumMember: (type, member) => `${findPackage(type)}.${type}_${member}`,
  call: (callee, { values, properties }) => {
    const head = `${renderCallee(callee)}(`;
    if (properties === undefined) return makeList(head, needsNil(callee) ? ['nil'] : values, ')');
    const last = properties.entries.length === 0 ? 'nil' : makeProperties(properties);
    return [head, ...values.flatMap((value) => [value, ', ']), last, ')'];
  },
  properties: makeProperties,
  declare: (name, value) => [`${name} := `, value],
  evaluate: (value) => value,
  jsonText: quote,
  jsonBoolean: String,
  jsonNumber: String,
};

/** Prints `main.go`. */
export function printGo(statements: readonly Statement[]): string {
  const body = printStatements(statements, GO_SYNTAX);
  const used = new Set(listUsedTypes(statements).map((type) => TYPE_MODULES[type]));
  const paths = Object.entries(PACKAGES).filter(([module]) => used.has(module as ModuleName))
    .map(([, [, path]]) => `\t${quote(path)}`).sort();
  return [
    'package main',
    '',
    'import (',
    ...[...paths, `\t${quote(JSII)}`].sort(),
    ')',
    '',
    'func main() {',
    '\tdefer jsii.Close()',
    '',
    body,
    '}',
    '',
  ].join('\n');
}
