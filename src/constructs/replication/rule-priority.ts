import { createHash } from 'node:crypto';
import { replicationPriority } from '../../diagnostics/checks/replication-graph';
import { type UnderlyingBucket, makeBucketLabel } from '../buckets/underlying-bucket';

/** Lower priorities are free for the default rule and for the rules of other tools. */
const BASE_PRIORITY = 10_000;
/** SDKs read a priority as a signed integer of 32 bits. */
export const MAX_PRIORITY = 2 ** 31 - 1;

/** The rule as far as its priorities depend on it. */
export interface PrioritizedRule {
  readonly id?: string;
  readonly priority?: number;
  /** All destinations in their order. */
  readonly destinations: readonly UnderlyingBucket[];
}

/** Chooses the priority of the rule of S3 to one destination. S3 requires a different priority for each destination. */
export function choosePriority({ id, priority, destinations }: PrioritizedRule, destination: UnderlyingBucket): number {
  if (priority !== undefined) return priority + destinations.indexOf(destination);
  const first = destinations.find(({ region }) => region === destination.region);
  if (id === undefined && destination === first) return replicationPriority(destination.region);
  const digest = createHash('sha256').update(`${makeBucketLabel(destination)}\n${id ?? ''}`).digest();
  const hash = digest.readUInt32BE() % 2 ** 31;
  return BASE_PRIORITY + hash % (MAX_PRIORITY - BASE_PRIORITY);
}
