/** The members of aws-cdk-lib that the README names in its text. */
const CDK_MEMBERS = [
  'acknowledgeInfo', 'acknowledgeWarning', 'addToResourcePolicy', 'fromBucketAttributes', 'replicationRules',
];

interface Parameter {
  readonly name: string;
}

interface Callable {
  readonly name?: string;
  readonly parameters?: readonly Parameter[];
}

/** The parts of a jsii assembly that contain names. */
export interface Assembly {
  readonly types: Readonly<Record<string, {
    readonly methods?: readonly Callable[];
    readonly initializer?: Callable;
    readonly properties?: readonly Parameter[];
  }>>;
}

const CODE_BLOCK = /^```.*?^```$/gms;
const INLINE_CODE = /`([^`\n]+)`/g;

/** Lists the names of methods, properties and parameters, which Python writes in snake case. */
export function listMemberNames({ types }: Assembly): ReadonlySet<string> {
  const names = Object.values(types).flatMap(({ methods = [], initializer, properties = [] }) => {
    const callables = initializer === undefined ? methods : [...methods, initializer];
    return [...callables, ...properties, ...callables.flatMap(({ parameters = [] }) => parameters)]
      .flatMap(({ name }) => name ?? []);
  });
  return new Set([...names, ...CDK_MEMBERS]);
}

const capitalize = (name: string) => name[0].toUpperCase() + name.slice(1);
const toSnakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Changes the names of members, and truth values, to their names in Python. */
export function translateToPython(code: string, members: ReadonlySet<string>): string {
  return code.replace(/(?<![\w:-])[a-z]\w*/g, (name) => (members.has(name) ? toSnakeCase(name) : name))
    .replace(/^(?:true|false)$/, capitalize);
}

/** Changes lists and texts in single quotes to their form in Java. */
export function translateToJava(code: string): string {
  if (!/\(.*'.*\)/.test(code)) return code;
  return code.replace(/\[([^\]]*)\]/g, 'List.of($1)').replaceAll("'", '"');
}

/**
 * Changes the names of members and enum values, lists and texts to their form in Go. A word without capitals can be a
 * command.
 */
export function translateToGo(code: string, members: ReadonlySet<string>): string {
  const rename = (name: string) => (members.has(name) ? capitalize(name) : name);
  const named = code
    .replace(/(?<=^|<)[a-z]+[A-Z]\w*(?=(?:\(\))?$|>)/g, rename)
    .replace(/\b([A-Z]\w*)\.([a-z]\w*)/g, (all, type: string, name: string) =>
      (members.has(name) ? `${type}_${capitalize(name)}` : all))
    .replace(/\b([A-Z]\w*)\.([A-Z][A-Z_]+)\b/g, '$1_$2')
    .replace(/(?<=[\w)]\.)[a-z]\w*(?=\()/g, rename);
  if (!/\(.*'.*\)/.test(named)) return named;
  return named.replace(/\[([^\]]*)\]/g, (_all, texts: string) => `jsii.Strings(${texts.replaceAll("'", '"')})`)
    .replace(/'([^']*)'/g, 'jsii.String("$1")');
}

/** Translates inline code in the text of a document, and leaves its code blocks unchanged. */
export function translateInlineCode(markdown: string, translate: (code: string) => string): string {
  const blocks = markdown.match(CODE_BLOCK) ?? [];
  return markdown.split(CODE_BLOCK)
    .map((text, index) =>
      text.replace(INLINE_CODE, (_code, content: string) => `\`${translate(content)}\``) + (blocks[index] ?? ''))
    .join('');
}
