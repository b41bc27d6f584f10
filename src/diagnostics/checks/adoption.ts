import {
  MRAP741_ADOPTED_ACCESS_POINT_NOT_DESTROYED, MRAP742_MEMBERS_OF_ADOPTED_ACCESS_POINT_DESTROYED,
  MRAP743_DELETABLE_BY_ANOTHER_TOOL,
} from '../definitions/adoption';
import { type Finding } from '../finding';

/** An access point that the deployment may adopt, and the effect of the deletion of its stack. */
export interface AdoptedAccessPointDeletionEffect {
  readonly accessPointDestroyed: boolean;
  /** The members that are deleted with their stack. */
  readonly destroyedBuckets: readonly string[];
}

/** Checks an access point with ExistingAccessPointPolicy.ADOPT. */
export function checkAdoptedAccessPointDeletion({
  accessPointDestroyed, destroyedBuckets,
}: AdoptedAccessPointDeletionEffect): Finding[] {
  return [
    ...(accessPointDestroyed ? [MRAP741_ADOPTED_ACCESS_POINT_NOT_DESTROYED.create({})] : []),
    ...(destroyedBuckets.length === 0
      ? []
      : [MRAP742_MEMBERS_OF_ADOPTED_ACCESS_POINT_DESTROYED.create({ buckets: destroyedBuckets })]),
    MRAP743_DELETABLE_BY_ANOTHER_TOOL.create({}),
  ];
}
