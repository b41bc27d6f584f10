import { type Context } from './conditions';

/** Characters for wildcard variables, which no text contains. */
const LITERALS: Readonly<Record<string, string>> = { '*': '\u0001', '?': '\u0002', '$': '\u0003' };

/**
 * Replaces policy variables by their values, and `${*}`, `${?}` and `${$}` by literal characters. An unknown variable
 * matches nothing.
 */
export function substitute(text: string, context: Context): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{([^}]+)\}/g, (_whole, variable: string) => {
    const value = Object.entries(context).find(([name]) => name.toLowerCase() === variable.toLowerCase())?.[1];
    return LITERALS[variable] ?? (typeof value === 'string' ? value : '\u0000');
  });
}

/** A cache, because schedules repeat the same patterns thousands of times. */
const EXPRESSIONS = new Map<string, RegExp>();

/** `*` matches any number of characters, and `?` one character. */
export function matchesPattern(actual: string, pattern: string): boolean {
  let expression = EXPRESSIONS.get(pattern);
  if (expression === undefined) EXPRESSIONS.set(pattern, expression = expressionOf(pattern));
  return expression.test(actual);
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '[^]*').replace(/\?/g, '[^]')
    .replaceAll('\u0001', '\\*').replaceAll('\u0002', '\\?').replaceAll('\u0003', '\\$');
  return new RegExp(`^${escaped}$`);
}

/** Matches each of the six parts of an ARN separately. */
export function matchesArn(actual: string, pattern: string): boolean {
  const parts = (arn: string) => {
    const split = arn.split(':');
    return [...split.slice(0, 5), split.slice(5).join(':')];
  };
  const [actualParts, patternParts] = [parts(actual), parts(pattern)];
  return pattern === '*' || patternParts.every((part, index) => matchesPattern(actualParts[index] ?? '', part));
}
