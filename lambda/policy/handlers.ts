import { MINUTE, SECOND } from '../../control/clock';
import { adviceOn, type Failure, showFailure } from '../../control/failure';
import { MRAP904_TIMED_OUT, MRAP906_ACCESS_POINT_MISSING, MRAP909_POLICY_REFUSED } from '../../src/diagnostics/definitions/deployment';
import { readPolicyProperties } from '../../src/wire/policy';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { callWithRetry, wait } from '../waiting';
import { refuseForeignPolicy } from './adoption';
import { stepPolicy } from './steps';

/** The policy belongs to the access point of that name: another name is another policy, and the former one's Delete does nothing. */
export async function onPolicyEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const { Name: name, Origin: origin, Policy: policy } = readPolicyProperties(event.properties);
  // Only at creation: afterwards the policy is ours.
  if (event.type === 'Create' && origin === 'adopted') {
    await callWithRetry({
      context,
      startedAt: event.startedAt,
      question: () => refuseForeignPolicy(context, event.accountId, name, policy),
      onFailure: (failure) => policyFailed(name, failure),
    });
  }
  return { PhysicalResourceId: `${name}/policy` };
}

export async function isPolicyComplete(context: HandlerContext, event: ResourceEvent): Promise<IsCompleteResponse> {
  // A policy cannot be deleted; what is retained keeps it, what is deleted takes it along.
  if (event.type === 'Delete') return { IsComplete: true };
  const { Name: name, Alias: alias, Origin: origin, Policy: policy, TimeoutSeconds: seconds } = readPolicyProperties(event.properties);
  const timeout = seconds * SECOND;
  const outcome = await wait({
    context,
    startedAt: event.startedAt,
    timeout,
    step: (see) => stepPolicy({ context, event, name, alias, policy, adopted: origin === 'adopted' }, see),
    onTimeout: ({ state, token }) => new HandlerError([MRAP904_TIMED_OUT.create({
      what: `setting the policy of access point "${name}"`, minutes: timeout / MINUTE, state, token, consequence: 'the former one stays in force until then',
    })]),
    onFailure: (failure) => policyFailed(name, failure),
  });
  if (outcome === 'gone') {
    const finding = MRAP906_ACCESS_POINT_MISSING.create({ name, alias: alias! });
    if (event.type === 'Create') throw new HandlerError([finding]);
    // As with the access point itself: an update that failed here could not be rolled back either.
    context.report(finding);
  }
  return { IsComplete: outcome !== undefined };
}

function policyFailed(name: string, failure: Failure): HandlerError {
  return new HandlerError([MRAP909_POLICY_REFUSED.create({ name, cause: showFailure(failure), advice: adviceOn(failure.code) })]);
}
