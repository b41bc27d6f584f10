import { isKnown, isSymbol } from './symbols';

/** Evaluated properties are of any shape that a template may have; a reader answers undefined where the shape is another than expected. */
export type Fields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : undefined;
}

/** The value at a path of keys; what is below something that only deployment shows is just as unknown. */
export function getPath(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isUnknown(found) ? found : asFields(found)?.[key]), value);
}

/** Text, which may hold symbols; CloudFormation takes numbers and booleans for text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Text of which every character is known. */
export function literalText(value: unknown): string | undefined {
  const text = asText(value);
  return text !== undefined && isKnown(text) ? text : undefined;
}

/** A flag; undefined where nothing is known of it. */
export function asFlag(value: unknown): boolean | undefined {
  const text = literalText(value)?.toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

export function asNumber(value: unknown): number | undefined {
  const text = literalText(value);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** One or many: CloudFormation and IAM take a scalar for a list of one. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether a value is wholly a matter of deployment. */
export function isUnknown(value: unknown): boolean {
  return typeof value === 'string' && isSymbol(value);
}

/** Whether something in a value is a matter of deployment. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value === 'string') return !isKnown(value);
  if (Array.isArray(value)) return value.some(containsUnknown);
  return Object.values(asFields(value) ?? {}).some(containsUnknown);
}
