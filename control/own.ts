import { randomUUID } from 'node:crypto';
import { type RawProperties } from '../src/wire/property-readers';
import { type Clock, SECOND } from './clock';
import { type LivePolicy, putPolicy } from './policies';
import { findForeignPolicyId, parsePolicyMarker, renderPolicyWithMarker } from './policy-marker';
import { type S3Control } from './s3-control';

/** The owner that a policy names, and the statements that remain. */
export interface PolicyWithOwner {
  readonly owner?: string;
  /** Whether the owner may delete the access point. */
  readonly isFirm: boolean;
  readonly statements: RawProperties;
}

/** Reads the owner of an established policy. */
export function readPolicyOwner(established: string): PolicyWithOwner {
  const marker = parsePolicyMarker(established);
  return {
    ...(marker?.owner === undefined ? {} : { owner: marker.owner }),
    isFirm: marker?.owner !== undefined && !marker.isWeak,
    statements: JSON.parse(established) as RawProperties,
  };
}

/** Whether S3 has not established the policy that was put last. */
export function isPolicyPending({ established, proposed }: LivePolicy): boolean {
  return Boolean(proposed) && proposed !== established;
}

/** Puts the statements again under an owner, who may then delete the access point. Returns the token. */
export function putPolicyOwner(
  s3: S3Control, clock: Clock, accountId: string, name: string, statements: RawProperties, owner: string,
): Promise<string> {
  const id = randomUUID().replaceAll('-', '');
  const text = renderPolicyWithMarker(statements, {
    requestedAt: Math.floor(clock.now() / SECOND),
    request: id.slice(0, 20),
    attempt: 0,
    owner,
    formers: [],
    isWeak: false,
    isBlank: false,
    isChanged: false,
    ...findForeignPolicyId(JSON.stringify(statements)),
  });
  return putPolicy(s3, accountId, name, text, id);
}
