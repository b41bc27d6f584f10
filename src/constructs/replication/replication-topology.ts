import { type ReplicationDirections } from '../../diagnostics/checks/replication-graph';

/**
 * Which buckets replicate to which.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/mrap-create-two-way-replication-rules.html
 *
 * @example
 * ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1', 'ap-northeast-1']);
 */
export class ReplicationTopology {
  /**
   * Every bucket replicates to every other one: n(n−1) rules for n buckets, as S3 does not replicate replicas further.
   */
  public static twoWay(): ReplicationTopology {
    return new ReplicationTopology({});
  }

  /**
   * The buckets of some Regions replicate to those of others.
   *
   * @param sources Region codes of buckets that are replicated from
   * @param destinations Region codes of buckets that are replicated to
   */
  public static oneWay(sources: string[], destinations: string[]): ReplicationTopology {
    return new ReplicationTopology({ sources, destinations });
  }

  private constructor(
    /** @internal */
    public readonly _directions: ReplicationDirections,
  ) {}
}
