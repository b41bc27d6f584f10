/** An event pattern of EventBridge. */
export interface EventPattern {
  readonly [key: string]: unknown;
}

/** Whether an event matches a pattern of values, `exists`, `prefix`, `anything-but` and `$or`. */
export function matches(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') return (expected as EventPattern[]).some((choice) => matches(choice, event));
    const value = (event as Record<string, unknown> | undefined)?.[key];
    return Array.isArray(expected)
      ? expected.some((choice) => matchesValue(choice, value))
      : matches(expected as EventPattern, value);
  });
}

function matchesValue(choice: unknown, value: unknown): boolean {
  if (typeof choice !== 'object' || choice === null) return choice === value;
  const [[operator, operand]] = Object.entries(choice);
  if (operator === 'exists') return (value !== undefined) === operand;
  // All other matchers require that the field exists.
  if (value === undefined) return false;
  if (operator === 'prefix') return String(value).startsWith(String(operand));
  if (operator === 'anything-but') return ![operand].flat().includes(value);
  throw new Error(`no such operator here: ${operator}`);
}
