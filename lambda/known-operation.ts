import { type AsynchronousOperation, describeAsynchronousOperation } from '../control/asynchronous-operations';
import { toFailure } from '../control/failure';
import { type HandlerContext } from './handler-context';

/**
 * Describes the operation of a request. Returns undefined if S3 does not know the token: it has not spread yet, or S3
 * has forgotten it. The token is then removed from the cache, and the next step finds the operation again by its client
 * token.
 *
 * @param key the key of the token in `context.operations`
 */
export async function describeKnownOperation(
  { s3, operations }: HandlerContext, accountId: string, key: string, token: string,
): Promise<AsynchronousOperation | undefined> {
  try {
    return await describeAsynchronousOperation(s3, accountId, token);
  } catch (error) {
    if (toFailure(error).kind !== 'absent') throw error;
    operations.delete(key);
    return undefined;
  }
}
