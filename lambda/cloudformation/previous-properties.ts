import { PropertyError } from '../../src/wire/property-readers';

/**
 * Parses `OldResourceProperties`, and returns undefined if they are malformed. In a rollback they are the properties of
 * the failed update, which may have failed because they are malformed. That update changed nothing, and its rollback
 * must succeed.
 */
export function parsePreviousProperties<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PropertyError) return undefined;
    throw error;
  }
}
