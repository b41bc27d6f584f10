import { type AsyncOperationName, type RequestParameters } from '../model/control';
import { type Accepted, type Call } from '../model/operations';
import { type AsyncFailure } from '../settings';
import { type AsyncOperation } from './account';
import { rememberToken } from './client-tokens';
import { CONTROL_REGION } from './regions';
import { type World } from './world';

/** What an operation that is taken on does. */
export interface Undertaking {
  readonly name: string;
  readonly parameters: RequestParameters;
  readonly regions: readonly string[];
  readonly resource: string;
  /** Why it is bound to fail, if it is. */
  readonly failure?: AsyncFailure;
  /** What its end changes. Absent where it is bound to change nothing. */
  readonly end?: (failure: AsyncFailure | undefined, at: number) => void;
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

/** Accepts an operation: from now on it has a token, and it ends by itself when its time is over. */
export function begin(world: World, call: Call<AsyncOperationName>, undertaking: Undertaking): Accepted {
  const { operation, accountId, at, requestId } = call;
  const { name, parameters, regions, resource, end } = undertaking;
  const { settings, identifiers } = world;
  const account = world.account(accountId);
  const asyncCall = { operation, name, accountId, regions, attempt: countAttempt(account.attempts, `${operation} ${name}`) };
  const accepted: AsyncOperation = {
    tokenArn: `arn:aws:s3:${CONTROL_REGION}:${accountId}:async-request/mrap/${TOKEN_PATH[operation]}/${identifiers.token()}`,
    operation,
    parameters,
    regions,
    resource,
    requestId,
    createdAt: at,
    durationMs: settings.duration(asyncCall),
    failure: undertaking.failure ?? settings.asyncFailure(asyncCall),
    done: false,
  };
  account.operations.set(accepted.tokenArn, accepted);
  rememberToken(account, call, parameters, accepted.tokenArn);
  world.agenda.schedule(at + accepted.durationMs, (endedAt) => {
    accepted.done = true;
    end?.(accepted.failure, endedAt);
  });
  return { RequestTokenARN: accepted.tokenArn };
}
