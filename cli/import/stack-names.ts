import { type AwsCalls } from '../../control/aws';
import { findStack } from '../find-stack';
import { makeStackName } from './build-application';
import { type ImportedState } from './imported-state';

/** Reads which names existing stacks have, until the account has no stack with the name of the generated one. */
export async function readTakenStackNames(
  aws: AwsCalls, state: ImportedState, region: string,
): Promise<ImportedState> {
  const name = makeStackName(state);
  try {
    if (await findStack(aws, region, name) === undefined) return { ...state, isStackNameFree: true };
  } catch {
    // A step of the migration names the stack that must not exist.
    return state;
  }
  return readTakenStackNames(aws, { ...state, takenStackNames: [...state.takenStackNames ?? [], name] }, region);
}
