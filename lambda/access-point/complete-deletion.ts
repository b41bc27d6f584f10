import { MINUTE } from '../../control/clock';
import { MRAP904_TIMED_OUT, MRAP907_ACCESS_POINT_NOT_DELETED } from '../../src/diagnostics/definitions/deployment';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { wait } from '../waiting';
import { parsePreviousState } from './cancelled-replacement';
import { deletionFailed, deletionSteps } from './deletion';
import { firstName, parseDesiredState } from './desired-state';
import { UNPROVEN_OWNERSHIP, resolvePendingOwnership, resolveUnnamedOwnership, type OwnershipCheck, type Ownership } from './ownership';
import { parsePhysicalId } from './physical-id';

/** What a deletion is about, and how to learn whether it is ours. */
interface DeletionCandidate {
  readonly name: string;
  /** Undefined while it cannot be said yet. */
  readonly judge: () => Promise<Ownership | undefined>;
}

/** Deletes what this resource made, proved by alias or by token, and nothing else. */
export async function completeDeletion(context: HandlerContext, event: ResourceEvent): Promise<IsCompleteResponse> {
  const suspect = findDeletionCandidate(context, event);
  return { IsComplete: suspect === undefined || await deleteIfOwned(context, event, suspect) };
}

/**
 * Deletes what a cancelled replacement made, while the access point that it was to replace is kept. A rollback that fails leaves a stack that
 * cannot be deployed any more, so what cannot be deleted is reported instead.
 */
export async function deleteCancelledReplacement(context: HandlerContext, event: ResourceEvent, name: string): Promise<boolean> {
  const desired = parsePreviousState(event);
  if (desired === undefined) return true;
  try {
    return await deleteIfOwned(context, event, { name, judge: () => resolveUnnamedOwnership(makeOwnershipCheck(context, event, desired), name) });
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason: error.message }));
    return true;
  }
}

/** False where the next invocation has to go on. */
async function deleteIfOwned(context: HandlerContext, event: ResourceEvent, { name, judge }: DeletionCandidate): Promise<boolean> {
  const { accountId, requestId, startedAt } = event;
  const { timeout } = parseDesiredState(event.properties, accountId);
  const stepDeletion = deletionSteps({ context, accountId, requestId, name });
  let ownership: Ownership | undefined;

  const done = await wait({
    context,
    startedAt,
    timeout,
    step: async (see) => {
      ownership ??= await judge();
      if (ownership === undefined) return undefined;
      if (ownership.kind === 'ours') return stepDeletion(ownership.alias, see);
      if (ownership.kind === 'left') context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason: ownership.reason }));
      return true;
    },
    onTimeout: ({ state, token }) => new HandlerError([MRAP904_TIMED_OUT.create({
      what: `deleting access point "${name}"`, minutes: timeout / MINUTE, state, token, consequence: 'it may still be there',
    })]),
    onFailure: (failure) => deletionFailed(name, failure),
  });
  return done === true;
}

function findDeletionCandidate(context: HandlerContext, event: ResourceEvent): DeletionCandidate | undefined {
  const id = parsePhysicalId(event.physicalId);
  const orphan = () => makeOwnershipCheck(context, event, parseDesiredState(event.properties, event.accountId));
  if (id === undefined) return candidateForInventedId(event, orphan());
  if (id.kind === 'pending') return { name: id.name, judge: () => resolvePendingOwnership(orphan(), id) };
  return id.kind === 'adopted' ? undefined : { name: id.name, judge: async () => ({ kind: 'ours', alias: id.alias }) };
}

function makeOwnershipCheck(context: HandlerContext, { accountId, startedAt }: ResourceEvent, desired: OwnershipCheck['desired']): OwnershipCheck {
  return { context, accountId, desired, startedAt };
}

/** CloudFormation invents an id when it cancels a creation before we could answer one. */
function candidateForInventedId(event: ResourceEvent, orphan: OwnershipCheck): DeletionCandidate | undefined {
  const { givenName } = orphan.desired;
  if (givenName === undefined) {
    const name = firstName(event, orphan.desired);
    return { name, judge: () => resolveUnnamedOwnership(orphan, name) };
  }
  orphan.context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: givenName, reason: UNPROVEN_OWNERSHIP }));
  return undefined;
}
