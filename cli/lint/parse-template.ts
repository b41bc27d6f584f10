import { parseDocument, type ScalarTag, type CollectionTag, type Tags } from 'yaml';

/** The functions that CloudFormation writes as tags in YAML: `!Ref` is `Ref`, all others are `Fn::…`. */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAZs', 'GetAtt', 'GetStackOutput', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select',
  'Split', 'Sub', 'ToJsonString', 'Transform',
];

const PLAIN = ['Ref', 'Condition'];

function longForm(name: string, argument: unknown): unknown {
  if (PLAIN.includes(name)) return { [name]: argument };
  const dot = name === 'GetAtt' && typeof argument === 'string' ? argument.indexOf('.') : -1;
  return { [`Fn::${name}`]: dot === -1 ? argument : [(argument as string).slice(0, dot), (argument as string).slice(dot + 1)] };
}

/** One tag for each kind of node that a function takes. */
function tagsOf(name: string): (ScalarTag | CollectionTag)[] {
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => longForm(name, text) },
    { tag, collection: 'seq', resolve: (node) => longForm(name, node.toJSON()) },
    { tag, collection: 'map', resolve: (node) => longForm(name, node.toJSON()) },
  ];
}

const TAGS: Tags = [...PLAIN, ...FUNCTIONS].flatMap(tagsOf);

/** A template as CloudFormation reads it, YAML with its short forms or JSON. Throws with the place of what cannot be read. */
export function parseTemplate(text: string): unknown {
  const document = parseDocument(text, {
    customTags: (tags) => [...tags.filter((tag) => typeof tag === 'string' || tag.tag !== 'tag:yaml.org,2002:timestamp'), ...TAGS],
    merge: true,
    logLevel: 'silent',
  });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJSON() as unknown;
}
