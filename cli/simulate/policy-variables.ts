import { type ConditionValues } from '../../simulator';

const VARIABLE = /\$\{(?<key>[^},]+)(?:,\s*'(?<byDefault>[^']*)')?\}/g;
/** `${*}`, `${?}` and `${$}` are the characters themselves. */
const CHARACTERS = ['*', '?', '$'];

/** Makes a text a pattern that matches only the text itself. */
export function escapeWildcards(text: string): string {
  return text.replace(/[*?$]/g, '${$&}');
}

export function hasVariables(text: string): boolean {
  return text.includes('${');
}

/**
 * Replaces the policy variables of a text by the values of a request. Returns undefined if a variable has no single
 * value and no default: IAM then does not apply the statement.
 */
export function substituteVariables(text: string, context: ConditionValues): string | undefined {
  if (!hasVariables(text)) return text;
  let isComplete = true;
  const substituted = text.replace(VARIABLE, (variable, key: string, byDefault?: string) => {
    if (CHARACTERS.includes(key)) return variable;
    const values = context[key.trim().toLowerCase()] as readonly string[] | undefined;
    const value = values?.length === 1 ? values[0] : byDefault;
    isComplete &&= value !== undefined;
    return escapeWildcards(value ?? '');
  });
  return isComplete ? substituted : undefined;
}
