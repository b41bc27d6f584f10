import { MINUTE } from '../../control/clock';
import { MRAP904_TIMED_OUT, MRAP907_ACCESS_POINT_NOT_DELETED } from '../../src/diagnostics/definitions/deployment';
import { HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse } from '../cloudformation/response';
import { waitForResult } from '../waiting';
import { advanceDeletion, toDeletionError } from './deletion-step';
import { handBackAdopted } from './hand-back-adopted';
import { chooseInitialName } from './names';
import {
  type OwnershipOfAccessPoint, resolveOwnershipAfterFailedCreation, resolveOwnershipAfterCancelledCreation,
  KEEP_REASON_UNPROVEN_OWNERSHIP,
} from './ownership';
import { type SettledId } from './physical-id';
import { findReasonToKeepRenamed } from './renamed';
import { type AccessPointResourceRequest } from './request';

/** The access point that a deletion may delete. */
interface DeletionCandidate {
  readonly name: string;
  /** Returns undefined while the ownership is not decided. */
  readonly resolveOwnership: () => Promise<OwnershipOfAccessPoint | undefined>;
}

/** Deletes the access point that this resource created, as proven by its alias or its client token, and no other. */
export async function completeDeletion(request: AccessPointResourceRequest): Promise<IsCompleteResponse> {
  if (!await handBackAdopted(request)) return { IsComplete: false };
  const candidate = findCandidate(request);
  return { IsComplete: candidate === undefined || await deleteIfOwned(request, candidate) };
}

/** Deletes an adopted access point if a resource of the same stack created it under another logical id. */
export async function completeRenamedDeletion(
  request: AccessPointResourceRequest, id: SettledId,
): Promise<IsCompleteResponse> {
  const reason = await findReasonToKeepRenamed(request, id);
  if (reason === undefined) {
    const owners = [id.owner, ...id.formerOwners!];
    const owned: OwnershipOfAccessPoint = { kind: 'owned', alias: id.alias, owners };
    return { IsComplete: await deleteIfOwned(request, { name: id.name, resolveOwnership: async () => owned }) };
  }
  if (!await handBackAdopted(request)) return { IsComplete: false };
  request.context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: id.name, reason }));
  return { IsComplete: true };
}

/**
 * Deletes the access point that a cancelled replacement created, while the replaced one stays. If the deletion fails,
 * the handler reports it: after a failed rollback the stack could not be deployed any more.
 */
export async function deleteCancelledReplacement(request: AccessPointResourceRequest, name: string): Promise<boolean> {
  const { context, event, previous } = request;
  if (previous === undefined) return true;
  const check = { context, event, desired: previous };
  try {
    return await deleteIfOwned(request, {
      name,
      resolveOwnership: () => resolveOwnershipAfterCancelledCreation(check, name),
    });
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason: error.message }));
    return true;
  }
}

/** Returns false if the next invocation has to continue. */
async function deleteIfOwned(
  request: AccessPointResourceRequest,
  { name, resolveOwnership }: DeletionCandidate,
): Promise<boolean> {
  const { context, event, desired: { timeout } } = request;
  const stepDeletion = advanceDeletion({ context, event, name });
  let ownership: OwnershipOfAccessPoint | undefined;

  const done = await waitForResult({
    context,
    event,
    timeout,
    mustBeReached: true,
    step: async (recordProgress) => {
      ownership ??= await resolveOwnership();
      if (ownership === undefined) return undefined;
      if (ownership.kind === 'owned') return stepDeletion(ownership, recordProgress);
      if (ownership.kind === 'unproven') {
        context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name, reason: ownership.reason }));
      }
      return true;
    },
    onTimeout: ({ state, token }) =>
      new HandlerError([
        MRAP904_TIMED_OUT.create({
          what: `deleting access point "${name}"`,
          minutes: timeout / MINUTE,
          state,
          token,
          consequence: 'it may still exist',
        }),
      ]),
    onFailure: (failure) => toDeletionError(name, failure),
  });
  return done === true;
}

/** Returns undefined if there is nothing to delete. */
function findCandidate(request: AccessPointResourceRequest): DeletionCandidate | undefined {
  const { id } = request;
  if (id === undefined) return findCandidateOfInventedId(request);
  switch (id.kind) {
    case 'pending': return { name: id.name, resolveOwnership: () => resolveOwnershipAfterFailedCreation(request, id) };
    case 'adopted':
    case 'renamed': return undefined;
    case 'created': {
      const owned: OwnershipOfAccessPoint = { kind: 'owned', alias: id.alias, owners: [id.owner] };
      return { name: id.name, resolveOwnership: async () => owned };
    }
  }
}

/** CloudFormation invents an id if it cancels a creation before onEvent has returned one. */
function findCandidateOfInventedId(request: AccessPointResourceRequest): DeletionCandidate | undefined {
  const { context, event, desired } = request;
  const { givenName } = desired;
  if (givenName === undefined) {
    const name = chooseInitialName(event, desired);
    return { name, resolveOwnership: () => resolveOwnershipAfterCancelledCreation(request, name) };
  }
  context.report(MRAP907_ACCESS_POINT_NOT_DELETED.create({ name: givenName, reason: KEEP_REASON_UNPROVEN_OWNERSHIP }));
  return undefined;
}
