import { SECOND } from '../../control/clock';
import { type LivePolicy } from '../../control/policies';
import { type RawProperties } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { makeShortHash } from '../hash';

/**
 * Identifies the request that put a policy. The marker is in the `Id` of the policy, where two concurrent requests can
 * see each other: CloudFormation can cancel a change of the policy and roll it back while the handler of the cancelled
 * change still runs.
 */
export interface PolicyMarker {
  /** When CloudFormation made the request, in seconds. */
  readonly requestedAt: number;
  readonly request: string;
  /** The attempt of the request that S3 accepted. */
  readonly attempt: number;
  /** Whether the resource adopted the access point. The resource that created it then no longer deletes it. */
  readonly adopted: boolean;
}

export type RequestMarker = Pick<PolicyMarker, 'request' | 'requestedAt'>;

const PATTERN = /^cdk-s3-mrap-(\d+)-([0-9a-f]+)-(\d+)(-adopted)?$/;

export function makeRequestMarker({ requestId, startedAt }: ResourceEvent): RequestMarker {
  return { requestedAt: Math.floor(startedAt / SECOND), request: makeShortHash(requestId) };
}

/** Renders the policy with the marker in its `Id`. */
export function renderPolicyWithMarker(
  policy: RawProperties,
  { requestedAt, request, attempt, adopted }: PolicyMarker,
): string {
  return JSON.stringify({
    ...policy,
    Id: `cdk-s3-mrap-${requestedAt}-${request}-${attempt}${adopted ? '-adopted' : ''}`,
  });
}

/** Parses the marker of a live policy. Returns undefined if there is no policy, or if it has no marker. */
export function parsePolicyMarker(text: string | undefined): PolicyMarker | undefined {
  const { Id: id } = text ? JSON.parse(text) as { Id?: unknown } : {};
  const match = PATTERN.exec(String(id));
  if (match === null) return undefined;
  const [, requestedAt, request, attempt, adopted] = match;
  return { requestedAt: Number(requestedAt), request, attempt: Number(attempt), adopted: adopted !== undefined };
}

/** Returns the marker of the policy that was put last, whether it is established or not. */
export function findLatestMarker({ established, proposed }: LivePolicy): PolicyMarker | undefined {
  return parsePolicyMarker(proposed || established);
}
