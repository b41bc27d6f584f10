import { type ReplicationDirections } from '../../diagnostics/checks/replication-graph';
import {
  assertParameters, makeClassInstancePropertyKind, KNOWN_TEXT_LIST_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { containsPendingLookup } from '../../validation/tokens';

const DIRECTIONS = new WeakInternals<ReplicationTopology, ReplicationDirections>('ReplicationTopology');

/**
 * The sources and destinations of a replication.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mrap-create-two-way-replication-rules.html
 *
 * @example
 * ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1', 'ap-northeast-1']);
 */
export class ReplicationTopology {
  /**
   * Every bucket replicates to every other bucket.
   *
   * S3 does not replicate replicas to further buckets, so n buckets need n(n−1) rules.
   *
   * @returns the topology of the replication
   */
  public static twoWay(): ReplicationTopology {
    return new ReplicationTopology({});
  }

  /**
   * The buckets in the source Regions replicate to the buckets in the destination Regions.
   *
   * @param sources the Regions of the source buckets
   * @param destinations the Regions of the destination buckets
   * @returns the topology of the replication
   */
  public static oneWay(sources: string[], destinations: string[]): ReplicationTopology {
    assertParameters('ReplicationTopology.oneWay', { sources, destinations }, {
      sources: KNOWN_TEXT_LIST_PROPERTY_KIND, destinations: KNOWN_TEXT_LIST_PROPERTY_KIND,
    });
    return new ReplicationTopology({ sources, destinations });
  }

  private constructor(private readonly directions: ReplicationDirections) {
    DIRECTIONS.set(this, this.directions);
  }
}

/** The kind of a property that accepts this class. */
export const TOPOLOGY_PROPERTY_KIND = makeClassInstancePropertyKind(DIRECTIONS, 'a ReplicationTopology');

/** Returns the source and destination Regions of a topology. The default is two-way. */
export function getReplicationDirections(topology: ReplicationTopology = ReplicationTopology
  .twoWay()): ReplicationDirections {
  const { sources, destinations } = DIRECTIONS.get(topology);
  return { sources: removePendingLookups(sources), destinations: removePendingLookups(destinations) };
}

/** In the first synthesis of an application with lookups, all Regions replace a list with a Region of a lookup. */
function removePendingLookups(regions: readonly string[] | undefined): readonly string[] | undefined {
  return regions?.some(containsPendingLookup) ? undefined : regions;
}
