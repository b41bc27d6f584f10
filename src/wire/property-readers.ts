/** The properties in an event. CloudFormation converts all numbers and booleans to text. */
export type RawProperties = Readonly<Record<string, unknown>>;

/** A property that no version of this library writes. */
export class PropertyError extends Error {
  constructor(public readonly property: string, public readonly expected: string, public readonly got: unknown) {
    super(`property ${property} is malformed, got ${JSON.stringify(got)}, expected ${expected}`);
  }
}

export function readTextProperty(raw: RawProperties, property: string): string {
  const value = raw[property];
  if (typeof value !== 'string' || value === '') throw new PropertyError(property, 'text', value);
  return value;
}

export function readOptionalText(raw: RawProperties, property: string): string | undefined {
  return raw[property] === undefined ? undefined : readTextProperty(raw, property);
}

export function readChoice<T extends string>(
  raw: RawProperties,
  property: string,
  choices: readonly T[],
  fallback: T,
): T {
  const value = raw[property] ?? fallback;
  const choice = choices.find((entry) => entry === value);
  if (choice === undefined) throw new PropertyError(property, `one of ${choices.join(', ')}`, value);
  return choice;
}

export function readBooleanProperty(raw: RawProperties, property: string, fallback: boolean): boolean {
  const value = raw[property] ?? fallback;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw new PropertyError(property, 'true or false', value);
}

export function readNumberProperty(raw: RawProperties, property: string, fallback?: number): number {
  const value = raw[property] ?? fallback;
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number') throw new PropertyError(property, 'a number', value);
  return number;
}

export function readRecordProperty(raw: RawProperties, property: string): RawProperties {
  const value = raw[property] ?? {};
  if (!isRecord(value)) throw new PropertyError(property, 'an object', value);
  return value;
}

export function readRecordListProperty(raw: RawProperties, property: string): RawProperties[] {
  const value = raw[property] ?? [];
  if (!Array.isArray(value)) throw new PropertyError(property, 'a list of objects', value);
  return value.map((entry: unknown) => {
    if (!isRecord(entry)) throw new PropertyError(property, 'a list of objects', value);
    return entry;
  });
}

export function readTextListProperty(raw: RawProperties, property: string): string[] {
  const value = raw[property] ?? [];
  if (!Array.isArray(value)) throw new PropertyError(property, 'a list of texts', value);
  return value.map((entry: unknown) => {
    if (typeof entry !== 'string') throw new PropertyError(property, 'a list of texts', value);
    return entry;
  });
}

function isRecord(value: unknown): value is RawProperties {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
