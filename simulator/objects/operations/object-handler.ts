import { type SimulatedBucket } from '../../buckets/simulated-buckets';
import { type OperationHandler } from '../../engine/operation-handler';
import { accessDeniedError } from '../../engine/service-error';
import { type SimulatorState } from '../../engine/simulator-state';
import { type ObjectOperations } from '../../model/objects';
import {
  type SimulatedCall, type SimulatedCallContext, type SimulatedOperationName, type SimulatedOperationOutput,
} from '../../model/operations';
import { type SimulatedPermission } from '../../settings';
import { findPermissionResources } from '../find-permission-resources';
import { findServer, findTarget, targetResource } from '../find-target';
import { peekObject } from '../find-version';
import { type KeyUse, makeKeyPermissions } from '../key-permissions';

export type ObjectOperationName = keyof ObjectOperations & SimulatedOperationName;

interface ObjectHandlerDefinition<O extends ObjectOperationName> {
  /**
   * The IAM action, and the action for a version if it differs. Without an action, the operation checks its permissions
   * itself.
   */
  readonly action?: string;
  readonly versionAction?: string;
  /** Returns the further actions on the same resource that a request needs. */
  readonly findFurtherActions?: (input: SimulatedCall<O>['input']) => readonly string[];
  /** Returns permissions for other resources. */
  readonly findOtherPermissions?: (
    state: SimulatorState, call: SimulatedCall<O>, bucket: SimulatedBucket,
  ) => SimulatedPermission[];
  /** Whether S3 reveals the absence of the object only to callers that may list the bucket. Default: no. */
  readonly hidesAbsence?: boolean;
  /** Returns the uses of KMS keys that a request needs. */
  readonly findKeyUses?: (bucket: SimulatedBucket, input: SimulatedCall<O>['input']) => readonly KeyUse[];
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

/** Whether a key has no current version. A delete marker is none. */
function isAbsent(bucket: SimulatedBucket, key = '', versionId?: string): boolean {
  return versionId === undefined && peekObject(bucket, { Key: key }) === undefined;
}

/** Defines an operation on a bucket or on an object that a request reaches by bucket or by access point. */
export function defineObjectHandler<O extends ObjectOperationName>({
  action,
  versionAction,
  findFurtherActions = () => [],
  findOtherPermissions = () => [],
  findKeyUses = () => [],
  hidesAbsence = false,
  handle,
}: ObjectHandlerDefinition<O>): OperationHandler<O> {
  return {
    plane: 'buckets',
    findServer,
    findResources: findPermissionResources,
    permissions: (state, call) => {
      const { input } = call;
      const { Bucket, Key, VersionId } = input as { Bucket: string; Key?: string; VersionId?: string };
      const needed = VersionId === undefined ? action : versionAction ?? action;
      const bucket = findServer(state, call);
      if (hidesAbsence && bucket !== undefined && isAbsent(bucket, Key, VersionId)) {
        return [{ action: 's3:ListBucket', resource: targetResource(Bucket) }];
      }
      return [
        ...[...(needed === undefined ? [] : [needed]), ...findFurtherActions(input)]
          .map((name) => ({ action: name, resource: targetResource(Bucket, Key) })),
        ...(bucket === undefined ? [] : [
          ...findOtherPermissions(state, call, bucket),
          ...makeKeyPermissions(state.settings, call.accountId, bucket, findKeyUses(bucket, input)),
        ]),
      ];
    },
    handle: (state, call) => {
      const bucket = findTarget(state, call);
      refuseWithoutPayer(bucket, call);
      return handle(state, bucket, call);
    },
  };
}
