import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Aws, type Duration, Resource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { Construct } from 'constructs';
import { checkAccountNamespace, checkBucketPrefix } from '../../diagnostics/checks/bucket-prefix';
import { checkMembers } from '../../diagnostics/checks/members';
import { checkEventHold } from '../../diagnostics/checks/object-lock';
import { MRAP782_BUCKET_PREFIX_IS_TOKEN } from '../../diagnostics/definitions/environments';
import { MRAP777_INVALID_EVENT_HOLD } from '../../diagnostics/definitions/object-lock';
import { MRAP767_REGION_IS_TOKEN, MRAP769_NO_BUCKET_IN_REGION } from '../../diagnostics/definitions/options';
import { MRAP227_DUPLICATE_LIFECYCLE_RULE_ID } from '../../diagnostics/definitions/underlying-buckets';
import { type Finding } from '../../diagnostics/finding';
import {
  assertProperties, TEXT_LIST_PROPERTY_KIND, TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { readRegionRules } from '../../validation/context';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { containsOtherTokens, toNameUnlessLookup, toTextUnlessToken } from '../../validation/tokens';
import { checkBucketAccounts } from './bucket-accounts';
import { ABORT_INCOMPLETE_UPLOADS_RULE } from './bucket-defaults';
import { createRegionalBucket, type RegionalBucket } from './create-regional-bucket';
import { makeLogsPrefix } from './log-bucket';
import { hasPendingRegions, listRegionsInOptions, LookedUpRegions } from './looked-up-regions';
import { MULTI_REGION_BUCKETS_OPTION_KINDS } from './multi-region-buckets-kinds';
import { type MultiRegionBucketsProps } from './multi-region-buckets-props';
import { checkLogBuckets, getLogDestination, type ServerAccessLogs } from './server-access-logs';
import { createSupportStack } from './support-stack';
import { type UnderlyingBucket } from './underlying-bucket';
import { checkEncryption } from './underlying-bucket-encryption';

/**
 * Buckets with the same settings, one in each of several Regions.
 *
 * The buckets are versioned, private and encrypted, and accept only TLS requests. Use them for a replication and for a
 * Multi-Region Access Point.
 *
 * The bucket of the stack's own Region is part of the stack. Each other bucket is part of a support stack
 * `<stack>-<bucketNamePrefix>-<region>`, which deploys first. Bootstrap the account of each bucket in its Region. The
 * support stacks are below this construct, so tags, aspects and removal policies of this construct or its stack apply
 * to them.
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
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.MultiRegionBuckets';

  private readonly bucketsByRegion: ReadonlyMap<string, RegionalBucket>;

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: MultiRegionBucketsProps) {
    super(scope, id);
    assertProperties(this, props, {
      bucketNamePrefix: TEXT_PROPERTY_KIND,
      regions: TEXT_LIST_PROPERTY_KIND,
      ...MULTI_REGION_BUCKETS_OPTION_KINDS,
    });
    const lookups = new LookedUpRegions(this, props.regions, listRegionsInOptions(props));
    const regions = [...lookups.regions].sort();
    const named = {
      ...props,
      regions,
      accounts: lookups.replaceInAccounts(props.accounts),
      bucketNamePrefix: toNameUnlessLookup(props.bucketNamePrefix),
    };
    assertNoErrorsAndAnnotateFindings(this, this.check(regions, named));
    this.bucketsByRegion = new Map(regions.map((region) => {
      const regionalScope = this.createRegionalScope(region, named);
      return [region, createRegionalBucket(regionalScope, region, named)];
    }));
  }

  /**
   * The buckets, sorted by Region, for an access point and for a replication.
   */
  public get buckets(): UnderlyingBucket[] {
    return [...this.bucketsByRegion.values()].map(({ underlying }) => underlying);
  }

  /**
   * Returns the bucket of one Region, for use in this Region.
   *
   * Use the grants of the access point instead of the grants of the bucket. The grants of the bucket throw MRAP770 for
   * a principal of another stack. Throws MRAP769 if there is no bucket in the Region.
   *
   * @param region the Region of the bucket
   * @returns the bucket of the Region
   */
  public bucket(region: string): s3.Bucket {
    const found = this.bucketsByRegion.get(region);
    if (found !== undefined) return found.bucket;
    if (hasPendingRegions(this)) return [...this.bucketsByRegion.values()][0].bucket;
    const regions = [...this.bucketsByRegion.keys()];
    throw new MrapValidationError([MRAP769_NO_BUCKET_IN_REGION.create({ region, regions })], this);
  }

  /**
   * Returns the stack that contains the bucket of one Region.
   *
   * For the Region of this construct's stack, it is this stack. Throws MRAP769 if there is no bucket in the Region.
   *
   * @param region the Region of the bucket
   * @returns the stack of the bucket
   */
  public supportStack(region: string): Stack {
    return Stack.of(this.bucket(region));
  }

  private check(regions: readonly string[], props: MultiRegionBucketsProps): Finding[] {
    const tokens = [
      ...(toTextUnlessToken(this.stack.region) === undefined ? ['region of the stack'] : []),
      ...(regions.every((region) => toTextUnlessToken(region) !== undefined) ? [] : ['one of the regions']),
    ];
    if (tokens.length > 0) return tokens.map((token) => MRAP767_REGION_IS_TOKEN.create({ what: token }));
    if (containsOtherTokens(props.bucketNamePrefix)) return [MRAP782_BUCKET_PREFIX_IS_TOKEN.create({})];
    const accountFindings = checkBucketAccounts(this, props);
    if (accountFindings.length > 0) return accountFindings;
    const prefix = replaceAccount(props.bucketNamePrefix);
    const accountRegional = props.accountRegionalNamespace ?? false;
    return [
      ...checkMembers(regions.map((region) => ({ region })), readRegionRules(this)),
      ...checkBucketPrefix(prefix, regions, accountRegional),
      ...(accountRegional ? checkAccountNamespace(regions) : []),
      ...checkLogs(regions, prefix, props.serverAccessLogs, accountRegional),
      ...checkEventHoldProps(props),
      ...checkLifecycleRuleIds(props.lifecycleRules ?? []),
      ...(props.encryption ? checkEncryption(props.encryption, regions) : []),
    ];
  }

  /** The id of a support stack is the Region, and its name contains the prefix, so a renamed construct keeps it. */
  private createRegionalScope(
    region: string, { bucketNamePrefix: prefix, accounts = {} }: MultiRegionBucketsProps,
  ): Construct {
    const account = accounts[region] === this.stack.account ? undefined : accounts[region];
    const isHome = region === this.stack.region && account === undefined;
    return isHome ? new Construct(this, region) : createSupportStack(this, { prefix, region, account });
  }
}

function checkEventHoldProps({
  objectLockDefaultEventHold: hold, objectLockDefaultRetention: retention,
}: MultiRegionBucketsProps): Finding[] {
  if (hold === undefined) return [];
  const property = 'objectLockDefaultEventHold';
  const toPeriod = (duration: Duration) => ({ days: duration.toDays({ integral: false }) });
  return [
    ...checkEventHold(property, { eventHold: toPeriod(hold), retention: retention && toPeriod(retention.duration) }),
    ...(retention === undefined ? [MRAP777_INVALID_EVENT_HOLD.create({ property })] : []),
  ];
}

/** Finds rules with the id of another rule or of the rule that this library adds (MRAP227). */
function checkLifecycleRuleIds(rules: readonly s3.LifecycleRule[]): Finding[] {
  const ids = [ABORT_INCOMPLETE_UPLOADS_RULE, ...rules].flatMap(({ id }) => id ?? []);
  const duplicates = ids.filter((id, index) => ids.indexOf(id) !== index);
  return duplicates.length === 0 ? [] : [MRAP227_DUPLICATE_LIFECYCLE_RULE_ID.create({
    ids: [...new Set(duplicates)], own: String(ABORT_INCOMPLETE_UPLOADS_RULE.id),
  })];
}

function checkLogs(
  regions: readonly string[], prefix: string, serverAccessLogs: ServerAccessLogs | undefined, accountRegional: boolean,
): Finding[] {
  if (serverAccessLogs === undefined) return [];
  const destination = getLogDestination(serverAccessLogs);
  return destination.kind === 'created'
    ? checkBucketPrefix(makeLogsPrefix(prefix), regions, accountRegional)
    : checkLogBuckets(destination, regions);
}

/** Replaces the account, which may be unknown at synthesis, by an account for the checks of the bucket names. */
function replaceAccount(prefix: string): string {
  return prefix.replaceAll(Aws.ACCOUNT_ID, '0'.repeat(12));
}
