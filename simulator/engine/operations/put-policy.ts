import { validatePolicy, type PolicyProblem } from '../../policy/validate-policy';
import { type AsyncOperationFailure, type SimulatorSettings } from '../../settings';
import { type SimulatedAccessPoint, accessPointArn, endMutation } from '../access-point';
import { beginAsyncOperation } from '../async-operation';
import { findReplayedOperation } from '../client-tokens';
import { handleMissingAccessPoint } from '../missing-access-point';
import { findMutationConflict } from '../mutation-conflict';
import { type OperationHandler } from '../operation-handler';
import { managementPermissions, findAccessPointArnForAuthorization } from '../permissions';
import { type StoredPolicy } from '../policy-history';
import { requireParameter, ServiceError } from '../service-error';
import { type SimulatorState } from '../simulator-state';

const OPERATION = 'PutMultiRegionAccessPointPolicy';

/** Returns a failure if the access point is not complete. */
function findNotReadyFailure({ status }: SimulatedAccessPoint): AsyncOperationFailure | undefined {
  return status === 'PARTIALLY_CREATED' || status === 'PARTIALLY_DELETED'
    ? { code: 'MultiRegionAccessPointNotReady', message: 'The Multi-Region Access Point is not ready' }
    : undefined;
}

/** Throws a problem of the policy at once, or returns it as the failure of the operation. */
function reportPolicyProblem(
  problem: PolicyProblem | undefined, { policyChecks }: SimulatorSettings,
): AsyncOperationFailure | undefined {
  if (problem !== undefined && policyChecks === 'synchronous') {
    throw new ServiceError(problem.code, problem.message);
  }
  return problem;
}

function endPut(
  state: SimulatorState, accessPoint: SimulatedAccessPoint, policy: StoredPolicy,
  failure: AsyncOperationFailure | undefined, at: number,
): void {
  endMutation(accessPoint, OPERATION);
  if (failure === undefined) {
    accessPoint.policy.establish(policy, at + state.settings.policyLagMs);
  } else if (state.settings.failedPolicy === 'discarded') {
    accessPoint.policy.discard();
  }
}

export const putPolicyHandler: OperationHandler<typeof OPERATION> = {
  plane: 'control',
  permissions: (state, { accountId, input }) => managementPermissions(
    's3:PutMultiRegionAccessPointPolicy', findAccessPointArnForAuthorization(state, accountId, input.Details?.Name)),
  handle: (state, call) => {
    const details = requireParameter(call.input.Details, 'Details');
    const [name, text] = [requireParameter(details.Name, 'Name'), requireParameter(details.Policy, 'Policy')];
    const account = state.account(call.accountId);
    const parameters = { PutMultiRegionAccessPointPolicyRequest: { Name: name, Policy: text } };
    const replayed = findReplayedOperation(account, call, parameters, state.settings);
    if (replayed !== undefined) return replayed;

    const accessPoint = account.accessPoints.get(name);
    if (accessPoint === undefined) {
      return handleMissingAccessPoint(state, call, name, parameters);
    }
    const regions = accessPoint.members.map(({ region }) => region);
    const base = { name, parameters, regions, resource: accessPointArn(call.accountId, accessPoint.alias) };
    const blocked = findMutationConflict(accessPoint, OPERATION, state.settings) ?? findNotReadyFailure(accessPoint);
    if (blocked !== undefined) {
      return beginAsyncOperation(state, call, { ...base, failure: blocked });
    }
    const { problem, isPublic } = validatePolicy(text, accessPoint, state.settings, call.at);
    const accepted = beginAsyncOperation(state, call, {
      ...base,
      failure: reportPolicyProblem(problem, state.settings),
      onEnd: (failure, at) => endPut(state, accessPoint, { text, isPublic }, failure, at),
    });
    accessPoint.policy.propose(text);
    accessPoint.mutationsInFlight.push(OPERATION);
    return accepted;
  },
};
