import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type OperationHandler } from '../../engine/operation-handler';
import { accessDeniedError } from '../../engine/service-error';
import { type SimulatorState } from '../../engine/simulator-state';
import { type ObjectOperations } from '../../model/objects';
import {
  type SimulatedCall, type SimulatedCallContext, type SimulatedOperationName, type SimulatedOperationOutput,
} from '../../model/operations';
import { findResources, findServer, findTarget, targetResource } from '../find-target';

export type ObjectOperationName = keyof ObjectOperations & SimulatedOperationName;

interface ObjectHandlerDefinition<O extends ObjectOperationName> {
  /** The IAM action, and the action for a version if it differs. */
  readonly action: string;
  readonly versionAction?: string;
  readonly handle: (
    state: SimulatorState, bucket: SimulatedBucket, call: SimulatedCall<O>,
  ) => SimulatedOperationOutput<O> | Promise<SimulatedOperationOutput<O>>;
}

/** Requests of other accounts for a bucket whose requesters pay must confirm it. */
function refuseWithoutPayer(
  { isRequesterPays, accountId: owner }: SimulatedBucket, { accountId, paysForRequest }: SimulatedCallContext,
): void {
  if (isRequesterPays && owner !== accountId && paysForRequest !== true) throw accessDeniedError();
}

/** Defines an operation on a bucket or on an object that a request reaches by bucket or by access point. */
export function defineObjectHandler<O extends ObjectOperationName>({
  action,
  versionAction,
  handle,
}: ObjectHandlerDefinition<O>): OperationHandler<O> {
  return {
    plane: 'buckets',
    findServer,
    findResources,
    permissions: (_state, { input }) => {
      const { Bucket, Key, VersionId } = input as { Bucket: string; Key?: string; VersionId?: string };
      const needed = VersionId === undefined ? action : versionAction ?? action;
      return [{ action: needed, resource: targetResource(Bucket, Key) }];
    },
    handle: (state, call) => {
      const bucket = findTarget(state, call);
      refuseWithoutPayer(bucket, call);
      return handle(state, bucket, call);
    },
  };
}
