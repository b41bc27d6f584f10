import { listUsedTypes, type ModuleName, type Statement, TYPE_MODULES, type TypeName } from '../code-model';
import { type Callee, type LanguageSyntax, printStatements } from './language-printer';
import { type Code } from './layout';

const NAMESPACES: Readonly<Record<ModuleName, readonly [name: string, module: string]>> = {
  core: ['cdk', 'aws-cdk-lib/core'],
  iam: ['iam', 'aws-cdk-lib/aws-iam'],
  s3: ['s3', 'aws-cdk-lib/aws-s3'],
  library: ['mrap', 'cdk-s3-mrap'],
};

const qualify = (type: string) => `${NAMESPACES[TYPE_MODULES[type as TypeName]][0]}.${type}`;
const quote = (value: string) => `'${JSON.stringify(value).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`;
const makeKey = (key: string) => (/^[A-Za-z_]\w*$/.test(key) ? key : quote(key));
const makeArray = (items: readonly Code[]): Code =>
  ({ kind: 'list', open: '[', items, close: ']', hasTrailingComma: true });
const makeObject = (entries: readonly (readonly [string, Code])[]): Code => ({
  kind: 'list',
  open: '{',
  items: entries.map(([key, value]) => (value === key ? key : [makeKey(key), ': ', value])),
  close: '}',
  hasTrailingComma: true,
  padding: ' ',
});

function renderCallee(callee: Callee): string {
  switch (callee.kind) {
    case 'constructor': return `new ${qualify(callee.type)}`;
    case 'static method': return `${qualify(callee.type)}.${callee.method}`;
    case 'method': return `${callee.variable}.${callee.method}`;
  }
}

/** An object as the last argument begins on the line of the call. */
function makeCall(callee: Callee, values: readonly Code[], last?: Code): Code {
  const head = `${renderCallee(callee)}(`;
  if (last === undefined) return { kind: 'list', open: head, items: values, close: ')', hasTrailingComma: true };
  return [head, ...values.flatMap((value) => [value, ', ']), last, ')'];
}

export const TYPESCRIPT_SYNTAX: LanguageSyntax = {
  step: '  ',
  indentation: '',
  commentPrefix: '//',
  text: quote,
  boolean: String,
  number: String,
  texts: (values) => makeArray(values.map(quote)),
  textMap: (entries) => makeObject(entries.map(([key, value]) => [key, quote(value)])),
  object: makeObject,
  values: makeArray,
  list: (_type, items) => makeArray(items),
  variable: (name) => name,
  attribute: ({ variable, attribute }) => `${variable}.${attribute}`,
  joined: (parts) => `\`${parts.map((part) => (typeof part === 'string'
    // A template literal contains a carriage return as a line feed.
    ? part.replace(/[\\`]|\$\{/g, '\\$&').replaceAll('\r', '\\r')
    : `\${${part.variable}.${part.attribute}}`)).join('')}\``,
  enumMember: (type, member) => `${qualify(type)}.${member}`,
  call: (callee, { values, properties }) => {
    const hasProperties = properties !== undefined && properties.entries.length > 0;
    const [only] = values;
    // A single object, such as a policy statement, begins on the line of the call.
    if (!hasProperties && values.length === 1) return makeCall(callee, [], only);
    return makeCall(callee, values, hasProperties ? makeObject(properties.entries) : undefined);
  },
  properties: ({ entries }) => makeObject(entries),
  declare: (name, value) => [`const ${name} = `, value, ';'],
  evaluate: (value) => [value, ';'],
  jsonText: quote,
  jsonBoolean: String,
  jsonNumber: String,
};

/** Prints `app.ts`. */
export function printTypeScript(statements: readonly Statement[]): string {
  const modules = new Set(listUsedTypes(statements).map((type) => TYPE_MODULES[type]));
  const imports = Object.entries(NAMESPACES).filter(([module]) => modules.has(module as ModuleName))
    .map(([, [name, module]]) => `import * as ${name} from '${module}';`);
  return `${imports.join('\n')}\n\n${printStatements(statements, TYPESCRIPT_SYNTAX)}\n`;
}
