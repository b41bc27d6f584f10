import { asFields } from '../../src/linter/evaluation/read';

/** Lists all texts in a value. */
export function listTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listTexts);
  const fields = asFields(value);
  if (fields !== undefined) return Object.values(fields).flatMap(listTexts);
  return typeof value === 'string' ? [value] : [];
}
