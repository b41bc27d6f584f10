import { SECOND } from '../../control/clock';
import { type LivePolicy } from '../../control/policies';
import { type RawProperties } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { shortHash } from '../hash';

/**
 * Which request put a policy. It stands in the policy's own `Id`, the one place where two requests can see each other: CloudFormation may give up
 * a change of the policy and go back to the former one while the handler that it gave up still runs.
 */
export interface Marker {
  /** When the request was made, in seconds. */
  readonly requestedAt: number;
  readonly request: string;
  /** Which of the request's tries S3 took. */
  readonly attempt: number;
  /** Put for a resource that has taken the access point over: from then on whoever made it does not delete it. */
  readonly adopted: boolean;
}

const PATTERN = /^cdk-s3-mrap-(\d+)-([0-9a-f]+)-(\d+)(-adopted)?$/;

/** Tells one request from another. */
export function requestMark({ requestId, startedAt }: ResourceEvent): Pick<Marker, 'request' | 'requestedAt'> {
  return { requestedAt: Math.floor(startedAt / SECOND), request: shortHash(requestId) };
}

/** The text of a policy with its marker. */
export function markPolicy(policy: RawProperties, { requestedAt, request, attempt, adopted }: Marker): string {
  return JSON.stringify({ ...policy, Id: `cdk-s3-mrap-${requestedAt}-${request}-${attempt}${adopted ? '-adopted' : ''}` });
}

/** The marker of a live policy; undefined where the policy is not ours, or there is none. */
export function readMarker(text: string | undefined): Marker | undefined {
  const { Id: id } = text ? JSON.parse(text) as { Id?: unknown } : {};
  const match = PATTERN.exec(String(id));
  return match ? { requestedAt: Number(match[1]), request: match[2], attempt: Number(match[3]), adopted: match[4] !== undefined } : undefined;
}

/** The marker of the policy that was put last, whether or not it is in force yet. */
export function latestMarker({ established, proposed }: LivePolicy): Marker | undefined {
  return readMarker(proposed || established);
}
