import { CORE_SCHEMA, load, Type, YAMLException, type LoadOptions } from 'js-yaml';

/** The functions that CloudFormation writes as tags in YAML. `!Ref` is `Ref`, all others are `Fn::…`. */
const PLAIN = ['Ref', 'Condition'];
const KINDS = ['scalar', 'sequence', 'mapping'] as const;

function splitAtFirstDot(text: string): string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function toLongForm(name: string, argument: unknown): unknown {
  if (PLAIN.includes(name)) return { [name]: argument };
  const isPath = name === 'GetAtt' && typeof argument === 'string' && argument.includes('.');
  return { [`Fn::${name}`]: isPath ? splitAtFirstDot(argument) : argument };
}

/** The short forms of all functions, also of functions that are newer than this version. */
const FUNCTION_TYPES = KINDS.map((kind) => new Type('!', {
  kind, multi: true, construct: (argument: unknown, tag?: string) => toLongForm(String(tag).slice(1), argument),
}));

/** YAML 1.1, which CloudFormation reads, has more words for booleans than YAML 1.2. */
const BOOLEAN = new Type('tag:yaml.org,2002:bool', {
  kind: 'scalar',
  resolve: (text: unknown) => /^(true|false|yes|no|on|off)$/i.test(String(text)),
  construct: (text: string) => ['true', 'yes', 'on'].includes(text.toLowerCase()),
});

/** Numbers with leading zeros, such as the ids of accounts, stay text. */
const INTEGER = new Type('tag:yaml.org,2002:int', {
  kind: 'scalar',
  resolve: (text: unknown) => /^[-+]?(0|[1-9]\d*|0x[\da-f]+)$/i.test(String(text)),
  construct: Number,
});
const FLOAT = new Type('tag:yaml.org,2002:float', {
  kind: 'scalar',
  resolve: (text: unknown) => /^[-+]?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(String(text)),
  construct: Number,
});
const MERGE = new Type('tag:yaml.org,2002:merge', {
  kind: 'scalar', resolve: (text: unknown) => text === '<<',
});

const SCHEMA = CORE_SCHEMA.extend({ implicit: [MERGE, BOOLEAN, INTEGER, FLOAT], explicit: FUNCTION_TYPES });

/** A template as a value, and the mistakes that do not prevent reading it. */
export interface ParsedTemplate {
  readonly value: unknown;
  /** The position of the first key that occurs twice in one object, as text. The last value counts. */
  readonly duplicateKey?: string;
}

/** Parses a template in JSON, or in YAML with short forms, as CloudFormation does. An error names line and column. */
export function parseTemplate(text: string): ParsedTemplate {
  const parse = (options: LoadOptions = {}) => load(text, { schema: SCHEMA, ...options });
  try {
    return { value: parse() };
  } catch (error) {
    // This throws again for every other mistake.
    return { value: parse({ json: true }), duplicateKey: showPosition(error as YAMLException) };
  }
}

const NESTED_TOO_DEEPLY = 'objects are nested too deeply';

/** Renders an error without the lines of the text around it. */
export function describeParseError(error: unknown): string {
  if (error instanceof YAMLException) {
    const reason = error.reason.startsWith('nesting exceeded') ? NESTED_TOO_DEEPLY : error.reason;
    // An error about several documents has no position, although its type says so.
    return (error.mark as unknown) === undefined ? reason : `${reason} at ${showPosition(error)}`;
  }
  // The parser calls itself for each level.
  if (error instanceof RangeError) return NESTED_TOO_DEEPLY;
  return error instanceof Error ? error.message : String(error);
}

function showPosition({ mark }: YAMLException): string {
  return `line ${mark.line + 1}, column ${mark.column + 1}`;
}
