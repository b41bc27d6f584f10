import { isKnownText, isUnknownSymbol } from './symbols';

/** The fields of an evaluated object. The readers below return undefined for a value of another type. */
export type UncheckedFields = Readonly<Record<string, unknown>>;

export function asFields(value: unknown): UncheckedFields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as UncheckedFields : undefined;
}

/** The value at a path of keys. Below an unknown value, every value is unknown. */
export function getValueAtPath(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (isUnknownValue(found) ? found : asFields(found)?.[key]), value);
}

/** Text, which may contain symbols. CloudFormation accepts numbers and booleans as text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** Text without symbols. */
export function literalText(value: unknown): string | undefined {
  const text = asText(value);
  return text !== undefined && isKnownText(text) ? text : undefined;
}

/** A boolean; undefined if unknown. */
export function asFlag(value: unknown): boolean | undefined {
  const text = literalText(value)?.toLowerCase();
  if (text === 'true') return true;
  return text === 'false' ? false : undefined;
}

export function asNumber(value: unknown): number | undefined {
  const text = literalText(value);
  return text === undefined || text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
}

/** A list. CloudFormation and IAM accept a scalar as a list with one entry. */
export function asList(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** Returns whether only a deployment decides the complete value. */
export function isUnknownValue(value: unknown): boolean {
  return typeof value === 'string' && isUnknownSymbol(value);
}

/** Returns whether only a deployment decides a part of the value. */
export function containsUnknown(value: unknown): boolean {
  if (typeof value === 'string') return !isKnownText(value);
  if (Array.isArray(value)) return value.some(containsUnknown);
  return Object.values(asFields(value) ?? {}).some(containsUnknown);
}
