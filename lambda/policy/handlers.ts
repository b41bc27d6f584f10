import { MINUTE, SECOND } from '../../control/clock';
import { type Failure, findAdviceOrDefault, showFailure } from '../../control/failure';
import {
  MRAP904_TIMED_OUT,
  MRAP906_ACCESS_POINT_MISSING,
  MRAP909_POLICY_REFUSED,
} from '../../src/diagnostics/definitions/deployment';
import { readPolicyResourceProperties } from '../../src/wire/policy';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { callWithRetry, waitForResult } from '../waiting';
import { assertNoForeignPolicy } from './adoption';
import { advancePolicyChange } from './policy-step';

/** The id follows from the name, so an access point with another name has another policy resource. */
export async function onPolicyEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const { Name: name, Origin: origin, Policy: policy } = readPolicyResourceProperties(event.properties);
  // After the creation of this resource the policy belongs to it.
  if (event.type === 'Create' && origin === 'adopted') {
    await callWithRetry({
      context,
      startedAt: event.startedAt,
      call: () => assertNoForeignPolicy(context, event.accountId, name, policy),
      onFailure: (failure) => toPolicyError(name, failure),
    });
  }
  return { PhysicalResourceId: `${name}/policy` };
}

export async function isPolicyComplete(context: HandlerContext, event: ResourceEvent): Promise<IsCompleteResponse> {
  // S3 has no operation that deletes a policy. A retained access point keeps it, and a deleted one loses it.
  if (event.type === 'Delete') return { IsComplete: true };
  const {
    Name: name,
    Alias: alias,
    Origin: origin,
    Policy: policy,
    TimeoutSeconds: seconds,
  } = readPolicyResourceProperties(event.properties);
  const timeout = seconds * SECOND;
  const outcome = await waitForResult({
    context,
    startedAt: event.startedAt,
    timeout,
    step: (recordProgress) =>
      advancePolicyChange({ context, event, name, alias, policy, adopted: origin === 'adopted', recordProgress }),
    onTimeout: ({ state, token }) =>
      new HandlerError([
        MRAP904_TIMED_OUT.create({
          what: `setting the policy of access point "${name}"`,
          minutes: timeout / MINUTE,
          state,
          token,
          consequence: 'the previous policy stays in effect until then',
        }),
      ]),
    onFailure: (failure) => toPolicyError(name, failure),
  });
  if (outcome === 'access point missing') {
    const finding = MRAP906_ACCESS_POINT_MISSING.create({ name, alias: alias! });
    if (event.type === 'Create') throw new HandlerError([finding]);
    // If an update failed here, its rollback would fail, too.
    context.report(finding);
  }
  return { IsComplete: outcome !== undefined };
}

function toPolicyError(name: string, failure: Failure): HandlerError {
  return new HandlerError([
    MRAP909_POLICY_REFUSED.create({
      name,
      cause: showFailure(failure),
      advice: findAdviceOrDefault(failure.code, 'PutMultiRegionAccessPointPolicy'),
    }),
  ]);
}
