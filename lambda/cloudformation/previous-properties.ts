import { PropertyError } from '../../src/wire/property-readers';

/**
 * What `OldResourceProperties` say; undefined where they cannot be read. In a rollback they are those of the update that failed, perhaps just because
 * nobody could read them: nothing came of that update, and going back must not fail for it.
 */
export function readPreviousProperties<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof PropertyError) return undefined;
    throw error;
  }
}
