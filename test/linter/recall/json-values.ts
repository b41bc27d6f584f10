import { isDeepStrictEqual } from 'node:util';

/** An object of a template. */
export type Fields = Record<string, unknown>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A section of a template, or a part of a resource: its fields, or none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export const isEqual = isDeepStrictEqual;

/** Returns whether an object is an intrinsic function. */
export function isIntrinsic(value: unknown): boolean {
  return isFields(value) && Object.keys(value).length === 1 && /^(Ref|Fn::\w+|Condition)$/.test(Object.keys(value)[0]);
}

/** Replaces every value below a value for which a function returns another one. */
export function mapValues(value: unknown, replace: (value: unknown) => unknown): unknown {
  const replaced = replace(value);
  if (replaced !== undefined) return replaced;
  if (Array.isArray(value)) return value.map((entry) => mapValues(entry, replace));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, mapValues(entry, replace)]));
}

/** Lists all texts below a value, except keys. */
export function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(listTexts) : [];
}
