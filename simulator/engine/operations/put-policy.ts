import { examinePolicy, type PolicyProblem } from '../../policy/examine';
import { type AsyncFailure, type Settings } from '../../settings';
import { type AccessPoint, accessPointArn, endMutation } from '../access-point';
import { begin } from '../async-operation';
import { replay } from '../client-tokens';
import { conflictOf } from '../in-flight';
import { missingAccessPoint } from '../missing-access-point';
import { type OperationHandler } from '../operation-handler';
import { managing, resourceOf } from '../permissions';
import { type Policy } from '../policy-history';
import { required, ServiceError } from '../service-error';
import { type World } from '../world';

const OPERATION = 'PutMultiRegionAccessPointPolicy';

/** Only what is complete can be given a policy. */
function notReady({ status }: AccessPoint): AsyncFailure | undefined {
  return status === 'PARTIALLY_CREATED' || status === 'PARTIALLY_DELETED'
    ? { code: 'MultiRegionAccessPointNotReady', message: 'The Multi-Region Access Point is not ready' }
    : undefined;
}

/** A problem with the policy is told at once or at the end. */
function tell(problem: PolicyProblem | undefined, { policyChecks }: Settings): AsyncFailure | undefined {
  if (problem !== undefined && policyChecks === 'synchronous') {
    throw new ServiceError(problem.code, problem.message);
  }
  return problem;
}

function endPut(world: World, accessPoint: AccessPoint, policy: Policy, failure: AsyncFailure | undefined, at: number): void {
  endMutation(accessPoint, OPERATION);
  if (failure === undefined) {
    accessPoint.policy.establish(policy, at + world.settings.policyLagMs);
  } else if (world.settings.failedPolicy === 'discarded') {
    accessPoint.policy.discard();
  }
}

export const putPolicy: OperationHandler<typeof OPERATION> = {
  plane: 'control',
  permissions: (world, { accountId, input }) => managing(
    's3:PutMultiRegionAccessPointPolicy', resourceOf(world, accountId, input.Details?.Name)),
  handle: (world, call) => {
    const details = required(call.input.Details, 'Details');
    const [name, text] = [required(details.Name, 'Name'), required(details.Policy, 'Policy')];
    const account = world.account(call.accountId);
    const parameters = { PutMultiRegionAccessPointPolicyRequest: { Name: name, Policy: text } };
    const replayed = replay(account, call, parameters, world.settings);
    if (replayed !== undefined) return replayed;

    const accessPoint = account.accessPoints.get(name);
    if (accessPoint === undefined) {
      return missingAccessPoint(world, call, name, parameters);
    }
    const regions = accessPoint.members.map(({ region }) => region);
    const base = { name, parameters, regions, resource: accessPointArn(call.accountId, accessPoint.alias) };
    const held = conflictOf(accessPoint, OPERATION, world.settings) ?? notReady(accessPoint);
    if (held !== undefined) {
      return begin(world, call, { ...base, failure: held });
    }
    const { problem, isPublic } = examinePolicy(text, accessPoint, world.settings, call.at);
    const accepted = begin(world, call, {
      ...base,
      failure: tell(problem, world.settings),
      end: (failure, at) => endPut(world, accessPoint, { text, isPublic }, failure, at),
    });
    accessPoint.policy.propose(text);
    accessPoint.busy.push(OPERATION);
    return accepted;
  },
};
