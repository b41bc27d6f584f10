import { isIntrinsicFunction } from '../evaluation/evaluate';
import { asFields, type UncheckedFields } from '../evaluation/read';

/** Evaluates each field when it is first read. */
export function makeLazyFields(fields: UncheckedFields, evaluate: (value: unknown) => unknown): UncheckedFields {
  if (isIntrinsicFunction(fields)) return asFields(evaluate(fields)) ?? {};
  const evaluated = new Map<string, unknown>();
  const lazy = {};
  for (const [key, value] of Object.entries(fields)) {
    Object.defineProperty(lazy, key, {
      enumerable: true,
      get: () => {
        if (!evaluated.has(key)) evaluated.set(key, evaluate(value));
        return evaluated.get(key);
      },
    });
  }
  return lazy;
}
