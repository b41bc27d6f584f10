import { parseDocument, type ScalarTag, type CollectionTag, type Tags } from 'yaml';

/** The functions that CloudFormation writes as tags in YAML. `!Ref` is `Ref`, all others are `Fn::…`. */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'GetStackOutput', 'If', 'ImportValue', 'Join',
  'Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform',
];

const PLAIN = ['Ref', 'Condition'];
/** CloudFormation keeps dates as text. */
const TIMESTAMP = 'tag:yaml.org,2002:timestamp';

function splitAtFirstDot(text: string): string[] {
  const dot = text.indexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}

function toLongForm(name: string, argument: unknown): unknown {
  if (PLAIN.includes(name)) return { [name]: argument };
  const isPath = name === 'GetAtt' && typeof argument === 'string' && argument.includes('.');
  return { [`Fn::${name}`]: isPath ? splitAtFirstDot(argument) : argument };
}

/** Makes one tag for each kind of YAML node that a function accepts. */
function makeTags(name: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => toLongForm(name, text) },
    { tag, collection: 'seq', resolve: (node) => toLongForm(name, node.toJSON()) },
    { tag, collection: 'map', resolve: (node) => toLongForm(name, node.toJSON()) },
  ];
}

const TAGS: Tags = [...PLAIN, ...FUNCTIONS].flatMap(makeTags);

/**
 * Parses a template in JSON, or in YAML with short forms, as CloudFormation does. An error names its line and column.
 */
export function parseTemplate(text: string): unknown {
  const document = parseDocument(text, {
    customTags: (tags) => [...tags.filter((tag) => typeof tag === 'string' || tag.tag !== TIMESTAMP), ...TAGS],
    merge: true,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJSON() as unknown;
}
