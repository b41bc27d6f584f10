import {
  type AttributeReference, listUsedTypes, type ModuleName, type Statement, TYPE_MODULES, type TypeName,
} from '../code-model';
import { type Callee, type LanguageSyntax, type PrintedProperties, printStatements } from './language-printer';
import { type Code } from './layout';

const NAMESPACES: Readonly<Record<ModuleName, readonly [name: string, statement: string]>> = {
  core: ['cdk', 'import aws_cdk as cdk'],
  library: ['mrap', 'import cdk_s3_mrap as mrap'],
  iam: ['iam', 'from aws_cdk import aws_iam as iam'],
  s3: ['s3', 'from aws_cdk import aws_s3 as s3'],
};

const qualify = (type: string) => `${NAMESPACES[TYPE_MODULES[type as TypeName]][0]}.${type}`;
const toSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
/** A text of JSON is a text of Python, too. */
const quote = (value: string) => JSON.stringify(value);
const renderBoolean = (value: boolean) => (value ? 'True' : 'False');

const renderAttribute = ({ variable, attribute }: AttributeReference) =>
  `${toSnakeCase(variable)}.${toSnakeCase(attribute)}`;

const makeList = (open: string, items: readonly Code[], close: string): Code =>
  ({ kind: 'list', open, items, close, hasTrailingComma: true });
const makeKeywords = (entries: PrintedProperties['entries']): Code[] =>
  entries.map(([name, value]) => [`${toSnakeCase(name)}=`, value]);
const makeDictionary = (entries: readonly (readonly [string, Code])[]): Code =>
  makeList('{', entries.map(([key, value]) => [`${quote(key)}: `, value]), '}');

function renderCallee(callee: Callee): string {
  switch (callee.kind) {
    case 'constructor': return qualify(callee.type);
    case 'static method': return `${qualify(callee.type)}.${toSnakeCase(callee.method)}`;
    case 'method': return `${toSnakeCase(callee.variable)}.${toSnakeCase(callee.method)}`;
  }
}

export const PYTHON_SYNTAX: LanguageSyntax = {
  step: '    ',
  indentation: '',
  commentPrefix: '#',
  text: quote,
  boolean: renderBoolean,
  number: String,
  texts: (values) => makeList('[', values.map(quote), ']'),
  textMap: (entries) => makeDictionary(entries.map(([key, value]) => [key, quote(value)])),
  object: makeDictionary,
  values: (items) => makeList('[', items, ']'),
  list: (_type, items) => makeList('[', items, ']'),
  variable: toSnakeCase,
  attribute: renderAttribute,
  joined: (parts) => `f${quote(parts.map((part) => (typeof part === 'string'
    ? part.replace(/[{}]/g, '$&$&')
    : `{${renderAttribute(part)}}`)).join(''))}`,
  enumMember: (type, member) => `${qualify(type)}.${member}`,
  call: (callee, { values, properties }) =>
    makeList(`${renderCallee(callee)}(`, [...values, ...makeKeywords(properties?.entries ?? [])], ')'),
  properties: ({ type, entries }) => makeList(`${qualify(type)}(`, makeKeywords(entries), ')'),
  declare: (name, value) => [`${toSnakeCase(name)} = `, value],
  evaluate: (value) => value,
  jsonText: quote,
  jsonBoolean: renderBoolean,
  jsonNumber: String,
};

/** Prints `app.py`. */
export function printPython(statements: readonly Statement[]): string {
  const modules = new Set(listUsedTypes(statements).map((type) => TYPE_MODULES[type]));
  const imports = Object.entries(NAMESPACES).filter(([module]) => modules.has(module as ModuleName))
    .map(([, [, statement]]) => statement);
  return `${imports.join('\n')}\n\n${printStatements(statements, PYTHON_SYNTAX)}\n`;
}
