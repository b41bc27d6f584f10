import { MINUTE } from '../../control/clock';
import { type Failure, findAdviceOrDefault, showFailure } from '../../control/failure';
import {
  MRAP904_TIMED_OUT,
  MRAP906_ACCESS_POINT_MISSING,
  MRAP909_POLICY_REFUSED,
} from '../../src/diagnostics/definitions/deployment';
import { type PolicyResourceProperties, readPolicyResourceProperties } from '../../src/wire/policy';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse } from '../cloudformation/response';
import { readUpdateOrRollbackDirection } from '../cloudformation/stack-status';
import { type HandlerContext } from '../handler-context';
import { callWithRetry, toHandlerRequestTimeout, waitForResult } from '../waiting';
import { assertNoForeignPolicy } from './adoption';
import { advanceHandBack } from './hand-back';
import { advancePolicyChange } from './policy-step';

/** The id follows from the name, so an access point with another name has another policy resource. */
export async function onPolicyEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const { Name: name, Origin: origin, Owner: owner, Policy: policy } = readPolicyResourceProperties(event.properties);
  // After the creation of this resource the policy belongs to it.
  if (event.type === 'Create' && origin === 'adopted') {
    await callWithRetry({
      context,
      startedAt: event.startedAt,
      call: () => assertNoForeignPolicy(context, event, { name, owner, declared: policy }),
      onFailure: (failure) => toPolicyError(name, failure),
    });
  }
  const direction = event.type === 'Update' ? await readUpdateOrRollbackDirection(context, event) : 'forward';
  return { PhysicalResourceId: makePolicyId(name), Direction: direction };
}

const makePolicyId = (name: string) => `${name}/policy`;

export async function isPolicyComplete(context: HandlerContext, event: ResourceEvent): Promise<IsCompleteResponse> {
  const properties = readPolicyResourceProperties(event.properties);
  const { Name: name, Alias: alias, Owner: owner, Policy: policy, Origin: origin } = properties;
  const isAdopted = origin === 'adopted';
  const timeout = toHandlerRequestTimeout(properties.TimeoutSeconds);
  // S3 has no operation that deletes a policy. A retained access point keeps it, and a deleted one loses it.
  if (event.type === 'Delete') return { IsComplete: await completePolicyRemoval(context, event, properties) };
  const outcome = await waitForResult({
    context,
    event,
    timeout,
    step: (recordProgress) =>
      advancePolicyChange({ context, event, name, alias, policy, owner, isAdopted, recordProgress }),
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

/** An adopter that leaves hands the access point back to its former owner. */
async function completePolicyRemoval(
  context: HandlerContext,
  event: ResourceEvent,
  { Name: name, Alias: alias, Origin, Owner: owner, Policy: declared, TimeoutSeconds }: PolicyResourceProperties,
): Promise<boolean> {
  if (Origin !== 'adopted' || owner === undefined || await isCreatedAgain(context, event, name)) return true;
  const timeout = toHandlerRequestTimeout(TimeoutSeconds);
  const done = await waitForResult({
    context,
    event,
    timeout,
    mustBeReached: true,
    step: () =>
      advanceHandBack({ context, event, name, alias, owner, declared, isOwn: (marker) => marker.owner === owner }),
    onTimeout: ({ state, token }) =>
      new HandlerError([
        MRAP904_TIMED_OUT.create({
          what: `handing access point "${name}" back to its former owner`,
          minutes: timeout / MINUTE,
          state,
          token,
          consequence: 'the former owner cannot change its policy until then',
        }),
      ]),
    onFailure: (failure) => toPolicyError(name, failure),
  });
  return done === true;
}

/**
 * Whether the policy belongs to a later creation of the same resource: without a rollback, CloudFormation deletes a
 * cancelled creation, which has an invented id, after the next deployment has created it again. If CloudFormation does
 * not answer, the policy stays, and the deletion of the access point hands it back.
 */
async function isCreatedAgain(
  { stacks }: HandlerContext, { stackId, logicalId, physicalId }: ResourceEvent, name: string,
): Promise<boolean> {
  const id = makePolicyId(name);
  if (physicalId === id || stacks === undefined) return false;
  return stacks.getResource(stackId, logicalId).then((row) => row?.physicalId === id, () => true);
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
