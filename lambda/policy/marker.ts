import { SECOND } from '../../control/clock';
import { type PolicyMarker } from '../../control/policy-marker';
import { type ResourceEvent } from '../cloudformation/event';
import { makeShortHash } from '../hash';

export type RequestMarker = Pick<PolicyMarker, 'request' | 'requestedAt'>;

export function makeRequestMarker({ requestId, startedAt }: ResourceEvent): RequestMarker {
  return { requestedAt: Math.floor(startedAt / SECOND), request: makeShortHash(requestId) };
}

/** Identifies the resource that adopts an access point, even if CloudFormation forgets the physical id. */
export function makeAdoptionClaimId({ stackId, logicalId }: Pick<ResourceEvent, 'stackId' | 'logicalId'>): string {
  return makeShortHash([stackId, logicalId]);
}
