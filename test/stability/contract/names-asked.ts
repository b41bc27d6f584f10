import { type RawProperties } from '../../../src/wire/property-readers';
import { isStructure } from '../pins';

/** The names of the properties that a reader asks for, there or not, and of those within them. */
export function namesAsked(read: (raw: RawProperties) => unknown, properties: RawProperties): string[] {
  const names = new Set<string>();
  read(watch(properties, ''));
  return [...names].sort();

  function watch(fields: RawProperties, prefix: string): RawProperties {
    return new Proxy(fields, {
      get: (target, key: string) => {
        names.add(prefix + key);
        return within(target[key], prefix + key);
      },
    });
  }

  function within(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((entry) => within(entry, `${name}[]`));
    return isStructure(value) ? watch(value, `${name}.`) : value;
  }
}
