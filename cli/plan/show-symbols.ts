import { asFields, asList } from '../../src/linter/evaluation/read';
import { type TemplateModel } from '../../src/linter/model/template-model';

/** Replaces each value that only a deployment determines by its expression, which is equal in both templates. */
export function showSymbols(application: TemplateModel, value: unknown): unknown {
  if (typeof value === 'string') return application.symbols.show(value);
  if (Array.isArray(value)) return asList(value).map((entry) => showSymbols(application, entry));
  const fields = asFields(value);
  if (fields === undefined) return value;
  return Object.fromEntries(
    Object.entries(fields).map(([key, entry]) => [application.symbols.show(key), showSymbols(application, entry)]));
}
