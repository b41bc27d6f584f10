import { type ReplicationDirections } from '../../diagnostics/checks/replication-graph';
import {
  assertParameters, makeClassInstancePropertyKind, OBJECT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { WeakInternals } from '../../validation/internals';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type ReplicationRuleOptions } from './replication-rule-options';

/**
 * Options for a rule in every direction between the buckets of a replication.
 */
export interface TwoWayReplicationRuleOptions extends ReplicationRuleOptions {
  /**
   * The id: 1 to 40 lowercase letters, digits and hyphens. Errors: MRAP431.
   *
   * @default - the rule is the default rule of the replication
   */
  readonly id?: string;

  /**
   * The priority, as a whole number. If several rules select an object for one destination, the highest priority wins.
   *
   * S3 requires a different priority for each destination. The first destination, in the order of the Regions, has this
   * priority, and each further destination the next higher one. Rules that can select the same object require it.
   * Errors: MRAP407, MRAP430.
   *
   * @default - from 1,000 to 1,999 for the default rule, otherwise a number above 10,000 that depends on id and bucket
   */
  readonly priority?: number;
}

/**
 * Options for a rule that copies from some buckets to others.
 */
export interface OneWayReplicationRuleOptions extends ReplicationRuleOptions {
  /**
   * The id: 1 to 40 lowercase letters, digits and hyphens. Errors: MRAP431.
   */
  readonly id: string;

  /**
   * The source buckets, at most one per Region.
   *
   * @default - the buckets of the replication
   */
  readonly sources?: UnderlyingBucket[];

  /**
   * The destination buckets, at most one per Region.
   *
   * A destination need not belong to the access point. It can be in the Region of a source, and in another account.
   */
  readonly destinations: UnderlyingBucket[];

  /**
   * The priority, as a whole number. If several rules select an object for one destination, the highest priority wins.
   *
   * S3 requires a different priority for each destination. The first destination, in the order of the Regions, has this
   * priority, and each further destination the next higher one. Rules that can select the same object require it.
   * Errors: MRAP407, MRAP430.
   *
   * @default - a number above 10,000 that depends on id and bucket
   */
  readonly priority?: number;
}

/** The buckets of a one-way rule. */
interface RuleBuckets {
  readonly sources?: readonly UnderlyingBucket[];
  readonly destinations: readonly UnderlyingBucket[];
}

/** A rule as its user declares it. */
export interface DeclaredReplicationRule {
  /** Undefined for the default rule. */
  readonly id?: string;
  readonly priority?: number;
  readonly options: ReplicationRuleOptions;
  /** The Regions of a rule between the buckets of the replication; undefined for a rule with buckets of its own. */
  readonly directions?: ReplicationDirections;
  readonly buckets?: RuleBuckets;
}

const DECLARATIONS = new WeakInternals<ReplicationRule, DeclaredReplicationRule>('ReplicationRule');

/**
 * A replication rule of a `CrossRegionReplication`.
 *
 * The library writes one rule of S3 for each source and destination, with the id
 * `cdk-s3-mrap/<source>/<destination>[/<id>]`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 *
 * @example
 * const replication = new CrossRegionReplication(stack, 'Replication', { buckets: mediaBuckets.buckets });
 *
 * replication.addRule(ReplicationRule.oneWay({
 *   id: 'vault',
 *   destinations: [UnderlyingBucket.fromBucketName('media-vault', 'eu-west-1')],
 *   storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
 * }));
 */
export class ReplicationRule {
  /**
   * Every bucket of the replication replicates to every other bucket.
   *
   * @param options the objects to replicate, and how
   * @returns the rule, for the rules of a replication
   */
  public static twoWay(options: TwoWayReplicationRuleOptions = {}): ReplicationRule {
    assertParameters('ReplicationRule.twoWay', { options }, { options: OBJECT_PROPERTY_KIND });
    const { id, priority, ...others } = options;
    return new ReplicationRule({ id, priority, options: others, directions: {} });
  }

  /**
   * The source buckets replicate to the destination buckets, for example to a vault beside the access point.
   *
   * @param options the buckets, the objects to replicate, and how
   * @returns the rule, for the rules of a replication
   */
  public static oneWay(options: OneWayReplicationRuleOptions): ReplicationRule {
    assertParameters('ReplicationRule.oneWay', { options }, { options: OBJECT_PROPERTY_KIND });
    const { id, priority, sources, destinations, ...others } = options;
    return new ReplicationRule({ id, priority, options: others, buckets: { sources, destinations } });
  }

  private constructor(private readonly declaration: DeclaredReplicationRule) {
    DECLARATIONS.set(this, this.declaration);
  }
}

/** The kind of a property that accepts a rule. */
export const REPLICATION_RULE_PROPERTY_KIND = makeClassInstancePropertyKind(
  DECLARATIONS, 'ReplicationRule, for example ReplicationRule.twoWay()',
);

/** Returns a rule as its user declared it. */
export function getRuleDeclaration(rule: ReplicationRule): DeclaredReplicationRule {
  return DECLARATIONS.get(rule);
}
