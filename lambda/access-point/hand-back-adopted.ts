import { MINUTE, SECOND } from '../../control/clock';
import { type PolicyMarker } from '../../control/policy-marker';
import { MRAP904_TIMED_OUT } from '../../src/diagnostics/definitions/deployment';
import { HandlerError } from '../cloudformation/handler-error';
import { advanceHandBack } from '../policy/hand-back';
import { makeAdoptionClaimId } from '../policy/marker';
import { waitForResult } from '../waiting';
import { toDeletionError } from './deletion-step';
import { makeOwner } from './physical-id';
import { type AccessPointResourceRequest } from './request';

/** A cancelled creation may still claim the access point during this time after the deletion has started. */
const CLAIM_TIMEOUT = 5 * MINUTE;
/**
 * A creation that failed can run in a second delivery, which can claim the access point until the handler sees that the
 * request is superseded: it asks once a minute.
 */
const SECOND_CLAIM_TIMEOUT = 75 * SECOND;

/**
 * Hands the access point of a failed adoption back, whose policy resource may never have existed. Returns false if the
 * next invocation has to continue.
 */
export async function handBackAdopted(request: AccessPointResourceRequest): Promise<boolean> {
  const { context, event, id, desired } = request;
  if (id?.kind === 'created' || (id?.kind ?? 'pending') === 'pending' && desired.properties.Existing !== 'ADOPT') {
    return true;
  }
  const name = id?.name ?? desired.givenName;
  // Another stack never chooses a generated name.
  if (name === undefined) return true;
  const claim = makeAdoptionClaimId(event);
  const owner = id?.kind === 'pending' ? makeOwner(id.clientToken) : id?.owner;
  const isOwn = (marker: PolicyMarker) => (owner === undefined ? marker.claim === claim : marker.owner === owner);
  const alias = id === undefined || id.kind === 'pending' ? undefined : id.alias;
  // CloudFormation invents an id if it cancels a creation whose handler may still run.
  const until = event.startedAt + (id === undefined ? CLAIM_TIMEOUT : id.kind === 'pending' ? SECOND_CLAIM_TIMEOUT : 0);
  const done = await waitForResult({
    context,
    event,
    timeout: desired.timeout,
    mustBeReached: true,
    step: async () => {
      const isHandedBack = await advanceHandBack({ context, event, name, alias, owner, isOwn });
      return isHandedBack && context.clock.now() >= until ? true : undefined;
    },
    onTimeout: ({ state, token }) =>
      new HandlerError([
        MRAP904_TIMED_OUT.create({
          what: `handing access point "${name}" back to its former owner`,
          minutes: desired.timeout / MINUTE,
          state,
          token,
          consequence: 'the former owner cannot change its policy until then',
        }),
      ]),
    onFailure: (failure) => toDeletionError(name, failure),
  });
  return done === true;
}
