import { type LivePolicy } from '../../control/policies';
import { parsePolicyMarker } from '../../control/policy-marker';

/** Why the policy of an access point forbids its deletion. */
export type DeletionVeto =
  /** Another resource created or adopted the access point. */
  | 'other owner'
  /** Another tool changed the policy, so the owner is unknown. */
  | 'no owner';

/**
 * Returns why the established or the proposed policy forbids a deletion. An access point without any policy has none
 * yet: its alias alone decides.
 *
 * @param owners the owners on whose behalf the deletion is made
 */
export function findDeletionVeto(
  { established, proposed }: LivePolicy, owners: readonly string[],
): DeletionVeto | undefined {
  const texts = [established, proposed].filter((text) => text !== undefined && text !== '');
  const markers = texts.map(parsePolicyMarker);
  const isForeign = markers.some((marker) => marker?.owner !== undefined && !owners.includes(marker.owner));
  if (isForeign) return 'other owner';
  return markers.some((marker) => marker === undefined || marker.isWeak) ? 'no owner' : undefined;
}
