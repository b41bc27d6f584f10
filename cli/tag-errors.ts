import { type AwsCalls } from '../control/aws';
import { describeInOperatorWords } from './operator-words';

/**
 * Adds the operation to the errors of a client, because the advice for an error code depends on the operation, and
 * replaces messages that only a developer understands.
 */
export function tagErrorsWithOperation(aws: AwsCalls): AwsCalls {
  return {
    call: (region, operation, input) => aws.call(region, operation, input).catch((error: unknown) => {
      throw error instanceof Error ? Object.assign(error, { operation, ...describeInOperatorWords(error) }) : error;
    }),
  };
}
