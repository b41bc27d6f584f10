import { isKnown, isSymbol } from './symbols';

/** Evaluated properties are of any shape that a template may have; a reader answers undefined where the shape is another than expected. */
export type Fields = Readonly<Record<string, unknown>>;

export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : undefined;
}

/** The value at a path of keys; what is below something that only deployment shows is just as unknown. */
export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isUnknown(found) ? found : fieldsOf(found)?.[key]), value);
}

/** Text, which may hold symbols; CloudFormation takes numbers and booleans for text. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Text of which every character is known. */
export function knownText(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && isKnown(text) ? text : undefined;
}

/** A flag; undefined where nothing is known of it. */
export function flagOf(value: unknown): boolean | undefined {
  const text = knownText(value)?.toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

export function numberOf(value: unknown): number | undefined {
  const text = knownText(value);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** One or many: CloudFormation and IAM take a scalar for a list of one. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Whether a value is wholly a matter of deployment. */
export function isUnknown(value: unknown): boolean {
  return typeof value === 'string' && isSymbol(value);
}

/** Whether something in a value is a matter of deployment. */
export function holdsUnknown(value: unknown): boolean {
  if (typeof value === 'string') return !isKnown(value);
  if (Array.isArray(value)) return value.some(holdsUnknown);
  return Object.values(fieldsOf(value) ?? {}).some(holdsUnknown);
}
