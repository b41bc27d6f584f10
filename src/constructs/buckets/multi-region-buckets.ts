import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { checkBucketPrefix } from '../../diagnostics/checks/bucket-prefix';
import { checkMembers } from '../../diagnostics/checks/members';
import { MRAP767_REGION_IS_TOKEN, MRAP769_NO_BUCKET_IN_REGION } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';
import { assertValid } from '../../validation/assert-valid';
import { regionRules } from '../../validation/context';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type RegionalBucketParts, logsPrefix, createRegionalBucket } from './bucket-in-region';
import { type MultiRegionBucketsProps } from './multi-region-buckets-props';
import { supportStackOf } from './support-stack';
import { type UnderlyingBucket } from './underlying-bucket';

/**
 * Buckets of one kind, one in each of several Regions: versioned, private, encrypted, ready to replicate to each other and to stand behind a
 * Multi-Region Access Point.
 *
 * The bucket of the stack's own Region is in the stack, each other one in a stack `<stack>-mrap-<region>` beside it, which deploys first. Those
 * Regions must be bootstrapped.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/multi-region-access-point-buckets.html
 *
 * @example
 * const buckets = new MultiRegionBuckets(stack, 'Buckets', {
 *   bucketNamePrefix: 'media',
 *   regions: ['eu-west-1', 'us-east-1'],
 *   encryption: UnderlyingBucketEncryption.kms(),
 * });
 * new CrossRegionReplication(stack, 'Replication', { buckets: buckets.buckets });
 */
@propertyInjectable
export class MultiRegionBuckets extends Resource {
  /**
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionBuckets';

  private readonly inRegion: ReadonlyMap<string, RegionalBucketParts>;

  constructor(scope: Construct, id: string, props: MultiRegionBucketsProps) {
    super(scope, id);
    const regions = [...props.regions].sort();
    assertValid(this, this.check(regions, props));
    this.inRegion = new Map(regions.map((region) => [region, createRegionalBucket(this.placeIn(region, props.bucketNamePrefix), region, props)]));
  }

  /**
   * The buckets, by Region, for an access point and for replication.
   */
  public get buckets(): UnderlyingBucket[] {
    return [...this.inRegion.values()].map(({ underlying }) => underlying);
  }

  /**
   * The bucket of one Region, for use in its Region. Grants go by the access point; of a bucket to a principal of another stack they throw
   * MRAP770.
   *
   * Throws MRAP769 for a Region that has none.
   */
  public bucket(region: string): s3.Bucket {
    const found = this.inRegion.get(region);
    if (found === undefined) throw new MrapValidationError([MRAP769_NO_BUCKET_IN_REGION.create({ region, regions: [...this.inRegion.keys()] })], this);
    return found.bucket;
  }

  /**
   * The stack that holds the bucket of one Region: for the own Region the stack of this construct.
   *
   * Throws MRAP769 for a Region that has none.
   */
  public supportStack(region: string): Stack {
    return Stack.of(this.bucket(region));
  }

  private check(regions: readonly string[], props: MultiRegionBucketsProps): Finding[] {
    const unknown = [
      ...(resolvedOrUndefined(this.stack.region) === undefined ? ['region of the stack'] : []),
      ...(regions.every((region) => resolvedOrUndefined(region) !== undefined) ? [] : ['one of the regions']),
      ...(resolvedOrUndefined(props.bucketNamePrefix) === undefined ? ['bucketNamePrefix'] : []),
    ];
    if (unknown.length > 0) return unknown.map((what) => MRAP767_REGION_IS_TOKEN.create({ what }));
    const accountRegional = props.accountRegionalNamespace ?? false;
    return [
      ...checkMembers(regions.map((region) => ({ region })), regionRules(this)),
      ...checkBucketPrefix(props.bucketNamePrefix, regions, accountRegional),
      ...(props.serverAccessLogs?._makesBuckets() ? checkBucketPrefix(logsPrefix(props.bucketNamePrefix), regions, accountRegional) : []),
      ...(props.encryption?._check(regions) ?? []),
      ...(props.serverAccessLogs?._check(regions) ?? []),
    ];
  }

  /** In a stack of another Region the place is called after the prefix: there a renamed construct finds its bucket again. */
  private placeIn(region: string, prefix: string): Construct {
    return region === this.stack.region ? new Construct(this, region) : new Construct(supportStackOf(this, region), prefix);
  }
}
