import { ContractError } from '../../src/contract/reading';

/**
 * What `OldResourceProperties` say; undefined where they cannot be read. In a rollback they are those of the update that failed, perhaps just because
 * nobody could read them: nothing came of that update, and going back must not fail for it.
 */
export function readBefore<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ContractError) return undefined;
    throw error;
  }
}
