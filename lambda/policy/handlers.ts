import { MINUTE, SECOND } from '../../control/clock';
import { adviceOn, type Failure, showFailure } from '../../control/failure';
import { MRAP904, MRAP906, MRAP909 } from '../../src/checks/diagnostics/deployment';
import { readPolicyProperties } from '../../src/contract/policy';
import { type CompletionAnswer, type EventAnswer } from '../cloudformation/answer';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { ask, wait } from '../waiting';
import { refuseForeignPolicy } from './adoption';
import { stepPolicy } from './steps';

/** The policy belongs to the access point of that name: another name is another policy, and the former one's Delete does nothing. */
export async function onPolicyEvent(environment: Environment, event: ResourceEvent): Promise<EventAnswer> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const { Name: name, Origin: origin, Policy: policy } = readPolicyProperties(event.properties);
  // Only at creation: afterwards the policy is ours.
  if (event.type === 'Create' && origin === 'adopted') {
    await ask({
      environment,
      startedAt: event.startedAt,
      question: () => refuseForeignPolicy(environment, event.accountId, name, policy),
      onFailure: (failure) => policyFailed(name, failure),
    });
  }
  return { PhysicalResourceId: `${name}/policy` };
}

export async function isPolicyComplete(environment: Environment, event: ResourceEvent): Promise<CompletionAnswer> {
  // A policy cannot be deleted; what is retained keeps it, what is deleted takes it along.
  if (event.type === 'Delete') return { IsComplete: true };
  const { Name: name, Alias: alias, Origin: origin, Policy: policy, TimeoutSeconds: seconds } = readPolicyProperties(event.properties);
  const timeout = seconds * SECOND;
  const outcome = await wait({
    environment,
    startedAt: event.startedAt,
    timeout,
    step: (see) => stepPolicy({ environment, event, name, alias, policy, adopted: origin === 'adopted' }, see),
    onTimeout: ({ state, token }) => new HandlerError([MRAP904.find({
      what: `setting the policy of access point "${name}"`, minutes: timeout / MINUTE, state, token, consequence: 'the former one stays in force until then',
    })]),
    onFailure: (failure) => policyFailed(name, failure),
  });
  if (outcome === 'gone') {
    const finding = MRAP906.find({ name, alias: alias! });
    if (event.type === 'Create') throw new HandlerError([finding]);
    // As with the access point itself: an update that failed here could not be rolled back either.
    environment.report(finding);
  }
  return { IsComplete: outcome !== undefined };
}

function policyFailed(name: string, failure: Failure): HandlerError {
  return new HandlerError([MRAP909.find({ name, cause: showFailure(failure), advice: adviceOn(failure.code) })]);
}
