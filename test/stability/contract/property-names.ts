import { type RawProperties } from '../../../src/wire/property-readers';
import { isStructure } from '../pins';

/** Lists the names of the properties that a reader accesses, including absent and nested properties. */
export function listReadProperties(read: (raw: RawProperties) => unknown, properties: RawProperties): string[] {
  const names = new Set<string>();
  read(observe(properties, ''));
  return [...names].sort();

  function observe(fields: RawProperties, prefix: string): RawProperties {
    return new Proxy(fields, {
      get: (target, key: string) => {
        names.add(prefix + key);
        return observeNested(target[key], prefix + key);
      },
    });
  }

  function observeNested(value: unknown, name: string): unknown {
    if (Array.isArray(value)) return value.map((entry) => observeNested(entry, `${name}[]`));
    return isStructure(value) ? observe(value, `${name}.`) : value;
  }
}
