import { evaluateParameterIn, readTemplateParameter } from './parameters';
import { asFields, asText, type UncheckedFields } from './read';
import { readTemplateSection, type StackTemplate } from './template';
import { type World } from './world';

const LOOP = 'Fn::ForEach::';
const TEXTS = new WeakMap<object, string>();

/** The text of a template, which is rendered once. */
export function readTemplateText({ template }: StackTemplate): string {
  if (typeof template !== 'object' || template === null) return '';
  const known = TEXTS.get(template);
  if (known !== undefined) return known;
  const text = JSON.stringify(template);
  TEXTS.set(template, text);
  return text;
}

/** The values of the identifiers of loops. */
type LoopValues = ReadonlyMap<string, string>;

/** Expands the loops of a template whose collections a world decides. */
export function expandLoops(stack: StackTemplate, world: World): StackTemplate {
  if (!readTemplateText(stack).includes(LOOP)) return stack;
  return { ...stack, template: expand({ stack, world }, stack.template, new Map()) };
}

interface LoopScope {
  readonly stack: StackTemplate;
  readonly world: World;
}

function expand(scope: LoopScope, value: unknown, values: LoopValues): unknown {
  if (typeof value === 'string') return substitute(value, values);
  if (Array.isArray(value)) return value.map((entry) => expand(scope, entry, values));
  const fields = asFields(value);
  if (fields === undefined) return value;
  const identifier = Object.keys(fields).length === 1 ? values.get(String(fields.Ref)) : undefined;
  if (identifier !== undefined) return identifier;
  return Object.fromEntries(Object.entries(fields).flatMap(([key, child]): [string, unknown][] =>
    (key.startsWith(LOOP)
      ? expandLoop(scope, [key, child], values)
      : [[substitute(key, values), expand(scope, child, values)]])));
}

function expandLoop(scope: LoopScope, [key, loop]: [string, unknown], values: LoopValues): [string, unknown][] {
  const [identifier, collection, body] = Array.isArray(loop) ? loop as unknown[] : [];
  const entries = findEntries(scope, expand(scope, collection, values));
  // A loop over a collection that only a deployment decides stays as it is.
  if (typeof identifier !== 'string' || entries === undefined) return [[key, loop]];
  return entries.flatMap((entry) =>
    Object.entries(asFields(expand(scope, body, new Map([...values, [identifier, entry]]))) ?? {}));
}

function findEntries({ stack, world }: LoopScope, collection: unknown): string[] | undefined {
  if (Array.isArray(collection)) {
    const entries = collection.map((entry) =>
      (typeof entry === 'object' ? findEntries({ stack, world }, entry) : asText(entry)));
    return entries.includes(undefined) ? undefined : entries.flat() as string[];
  }
  const fields = asFields(collection) ?? {};
  if (typeof fields.Ref === 'string') return findParameterEntries({ stack, world }, fields.Ref);
  const [map, top, second] = [fields['Fn::FindInMap']].flat() as unknown[];
  const found = findInMappings(stack, [map, top, second]);
  return found === undefined ? undefined : findEntries({ stack, world }, found);
}

function findParameterEntries({ stack, world }: LoopScope, name: string): string[] | undefined {
  const parameter = readTemplateParameter(stack, name);
  const value = parameter && evaluateParameterIn(world, parameter);
  if (Array.isArray(value)) return value as string[];
  return value === undefined ? undefined : [String(value)];
}

function findInMappings(stack: StackTemplate, keys: readonly unknown[]): unknown {
  return keys.reduce<UncheckedFields | unknown>(
    (found, key) => asFields(found)?.[String(key)], readTemplateSection(stack, 'Mappings'));
}

/** `&{Name}` omits the characters that a logical id cannot contain. */
function substitute(text: string, values: LoopValues): string {
  return text.replace(/([$&])\{(\w+)\}/g, (whole, kind: string, name: string) => {
    const value = values.get(name);
    if (value === undefined) return whole;
    return kind === '&' ? value.replace(/[^A-Za-z0-9]/g, '') : value;
  });
}
