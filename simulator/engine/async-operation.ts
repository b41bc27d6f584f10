import { type AsyncOperationName, type AsyncRequestParameters } from '../model/control';
import { type AsyncOperationOutput, type SimulatedCall } from '../model/operations';
import { type AsyncOperationFailure } from '../settings';
import { type AsyncOperation } from './account';
import { rememberClientToken } from './client-tokens';
import { CONTROL_PLANE_REGION } from './regions';
import { type SimulatorState } from './simulator-state';

/** An asynchronous operation that the simulator accepts. */
export interface NewAsyncOperation {
  readonly name: string;
  readonly parameters: AsyncRequestParameters;
  readonly regions: readonly string[];
  readonly resource: string;
  /** The failure of an operation that cannot succeed. */
  readonly failure?: AsyncOperationFailure;
  /** Applies the result when the operation ends. Absent if the operation changes nothing. */
  readonly onEnd?: (failure: AsyncOperationFailure | undefined, at: number) => void;
}

const TOKEN_PATH = {
  CreateMultiRegionAccessPoint: 'create',
  DeleteMultiRegionAccessPoint: 'delete',
  PutMultiRegionAccessPointPolicy: 'put-policy',
} as const;

function countAttempt(attempts: Map<string, number>, key: string): number {
  const attempt = (attempts.get(key) ?? 0) + 1;
  attempts.set(key, attempt);
  return attempt;
}

/** Accepts an operation: creates its token and schedules its end. */
export function beginAsyncOperation(
  state: SimulatorState, call: SimulatedCall<AsyncOperationName>, newOperation: NewAsyncOperation,
): AsyncOperationOutput {
  const { operation, accountId, at, requestId } = call;
  const { name, parameters, regions, resource, onEnd } = newOperation;
  const { settings, identifiers } = state;
  const account = state.account(accountId);
  const asyncCall = {
    operation,
    name,
    accountId,
    regions,
    attempt: countAttempt(account.attempts, `${operation} ${name}`),
  };
  const tokenPath = `async-request/mrap/${TOKEN_PATH[operation]}/${identifiers.token()}`;
  const accepted: AsyncOperation = {
    tokenArn: `arn:aws:s3:${CONTROL_PLANE_REGION}:${accountId}:${tokenPath}`,
    operation,
    parameters,
    regions,
    resource,
    requestId,
    createdAt: at,
    durationMs: settings.duration(asyncCall),
    failure: newOperation.failure ?? settings.asyncFailure(asyncCall),
    done: false,
  };
  account.operations.set(accepted.tokenArn, accepted);
  rememberClientToken(account, call, parameters, accepted.tokenArn);
  state.scheduler.schedule(at + accepted.durationMs, (endedAt) => {
    accepted.done = true;
    onEnd?.(accepted.failure, endedAt);
  });
  return { RequestTokenARN: accepted.tokenArn };
}
