import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { Duration, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type aws_s3 as refs } from 'aws-cdk-lib/interfaces';
import { type Construct } from 'constructs';
import {
  MRAP790_CANARIES_IN_LOCKED_BUCKETS, MRAP796_RUNBOOK_WITHOUT_BUCKETS,
} from '../../diagnostics/definitions/operations';
import { DRILL_BUNDLE_FOLDER } from '../../provider/assets';
import {
  assertProperties, makeListPropertyKind, makeObjectWithMemberPropertyKind, makeOptionalPropertyKind,
  OPTIONAL_BOOLEAN_PROPERTY_KIND, OPTIONAL_DURATION_PROPERTY_KIND, OPTIONAL_TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { ACCESS_POINT_PROPERTY_KIND, type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { getAccessPointInternals } from '../access-point/access-point-internals';
import { checkFailoverAccount } from '../access-point/failover-account';
import {
  hasDefaultObjectLockRetention, makeBucketLabel, UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { checkCanaryPrefix, checkDrillSchedule, checkFailoverRole, checkMaxRpo } from './drill-checks';
import { allowReportKey, allowReports, checkReportBucketRegion } from './drill-reports';
import { makeDrillStatements } from './drill-statements';
import { suppressDeadLetterQueueFinding } from './event-rule-nag-suppressions';
import { createOperationsFunction } from './operations-function';
import { checkForGeneratedBucketNames } from './regional-scope';

const WILDCARDS = 's3:ListAllMyBuckets and metrics support no resource; the keys of canaries and reports contain a '
  + 'time; IAM does not support key aliases as resources';

/**
 * Properties for a failover drill.
 */
export interface FailoverDrillProps {
  /**
   * The access point to drill. Errors: MRAP444.
   */
  readonly multiRegionAccessPoint: IMultiRegionAccessPoint;

  /**
   * The underlying buckets of an imported access point. Errors: MRAP794, MRAP796.
   *
   * @default - the buckets of the access point if this application declares it
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * The role that performs failovers.
   *
   * The drill simulates its permissions in every control Region. The role of the drill itself cannot change routes.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
   */
  readonly failoverRole: iam.IRole;

  /**
   * The bucket for the reports, with the keys `<reportPrefix><alias>/<ISO time>.json`.
   *
   * Use a bucket that is independent of the drilled buckets, preferably in another Region. The construct allows its
   * role in the policy of a bucket of another account if the application creates the bucket. The owner of an imported
   * bucket must allow it (MRAP317). Import a bucket with its Region (MRAP316). Warnings: MRAP316, MRAP317.
   */
  readonly reportBucket: refs.IBucketRef;

  /**
   * The prefix of the report keys.
   *
   * @default 'failover-drills/'
   */
  readonly reportPrefix?: string;

  /**
   * The schedule of the drill. A drill takes up to 15 minutes, so schedule it at most every 15 minutes.
   *
   * Errors: MRAP788.
   *
   * @default - every day
   */
  readonly schedule?: events.Schedule;

  /**
   * Whether the drill writes an object to each active bucket, waits for its replicas, and deletes all of them.
   *
   * S3 does not delete a locked object. Therefore, the drill writes no object that a bucket would lock by default, and
   * reports the check as skipped. Warnings: MRAP790.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
   * @default true
   */
  readonly canaries?: boolean;

  /**
   * The prefix of the keys of these objects. The drill may write and delete all objects with this prefix.
   *
   * It must not be empty or contain `*`, `?` or `$`, which are special characters in policies. Errors: MRAP788.
   *
   * @default 'cdk-s3-mrap-drill/'
   */
  readonly canaryPrefix?: string;

  /**
   * The maximum recovery point objective: the age of the oldest write that a failover may lose.
   *
   * At least one second. Errors: MRAP788.
   *
   * @default Duration.minutes(15)
   */
  readonly maxRpo?: Duration;
}

/**
 * A scheduled drill that checks all requirements of a failover and does not change routes.
 *
 * The report has the format of `cdk-s3-mrap drill`. The function fails if a failover is not possible. Create an alarm
 * for `metricNotReady()`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MrapFailover.html
 *
 * @example
 * const drill = new FailoverDrill(stack, 'Drill', {
 *   multiRegionAccessPoint: replicatedMedia.accessPoint,
 *   failoverRole: role,
 *   reportBucket: reports,
 * });
 * drill.metricNotReady().createAlarm(stack, 'NotReady', { threshold: 1, evaluationPeriods: 1 });
 */
@propertyInjectable
export class FailoverDrill extends Resource {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.FailoverDrill';

  /**
   * The role of the drill function, for example for the policy of a report bucket in another account.
   */
  public readonly role: iam.IRole;

  private readonly drillFunction: lambda.Function;

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: FailoverDrillProps) {
    super(scope, id);
    assertProperties(this, props, {
      multiRegionAccessPoint: ACCESS_POINT_PROPERTY_KIND,
      buckets: makeOptionalPropertyKind(makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND)),
      failoverRole: makeObjectWithMemberPropertyKind('roleArn', 'a role'),
      reportBucket: makeObjectWithMemberPropertyKind('bucketRef', 'a bucket'),
      reportPrefix: OPTIONAL_TEXT_PROPERTY_KIND,
      schedule: makeOptionalPropertyKind(makeObjectWithMemberPropertyKind('expressionString', 'a Schedule')),
      canaries: OPTIONAL_BOOLEAN_PROPERTY_KIND,
      canaryPrefix: OPTIONAL_TEXT_PROPERTY_KIND,
      maxRpo: OPTIONAL_DURATION_PROPERTY_KIND,
    });
    const { multiRegionAccessPoint: accessPoint, failoverRole, reportBucket } = props;
    const { reportPrefix = 'failover-drills/', maxRpo = Duration.minutes(15) } = props;
    assertNoErrorsAndAnnotateFindings(this, [
      ...checkFailoverAccount(this, accessPoint),
      ...checkMaxRpo(maxRpo),
      ...checkFailoverRole(this, failoverRole),
      ...(props.schedule ? checkDrillSchedule(props.schedule) : []),
      ...(props.canaries === false ? [] : checkCanaryPrefix(props.canaryPrefix)),
      ...checkReportBucketRegion(this, reportBucket),
    ]);
    const internals = getAccessPointInternals(accessPoint);
    const buckets = props.buckets ?? internals?.declaration?.buckets ?? [];
    assertNoErrorsAndAnnotateFindings(this, buckets.length === 0
      ? [MRAP796_RUNBOOK_WITHOUT_BUCKETS.create({ accessPoint: accessPoint.node.path })]
      : checkForGeneratedBucketNames(buckets));
    const locked = props.canaries === false ? [] : buckets.filter(hasDefaultObjectLockRetention);
    if (locked.length > 0) {
      assertNoErrorsAndAnnotateFindings(this, [
        MRAP790_CANARIES_IN_LOCKED_BUCKETS.create({ buckets: locked.map(makeBucketLabel) }),
      ]);
    }
    const canaryPrefix = props.canaries === false ? undefined : props.canaryPrefix ?? 'cdk-s3-mrap-drill/';

    const reports = `${reportBucket.bucketRef.bucketArn}/${reportPrefix}*`;

    this.drillFunction = createOperationsFunction(this, this, {
      description: 'Drills a failover and writes a report',
      code: DRILL_BUNDLE_FOLDER,
      handler: 'index.onSchedule',
      timeout: Duration.minutes(15),
      environment: {
        ACCESS_POINT_ARN: accessPoint.multiRegionAccessPointArn,
        PRINCIPAL_ARN: failoverRole.roleArn,
        MAX_RPO_SECONDS: String(maxRpo.toSeconds()),
        REPORT_BUCKET: reportBucket.bucketRef.bucketName,
        REPORT_REGION: reportBucket.env.region,
        REPORT_PREFIX: reportPrefix,
        ...(canaryPrefix !== undefined && { CANARY_PREFIX: canaryPrefix }),
      },
      statements: makeDrillStatements({
        accessPointArn: accessPoint.multiRegionAccessPointArn,
        buckets,
        keys: internals?.keys ?? [],
        failoverRoleArn: failoverRole.roleArn,
        canaryPrefix,
        locked: locked.length > 0,
        reports,
      }),
      wildcardReason: WILDCARDS,
    });
    this.role = this.drillFunction.role!;
    allowReports(this, reportBucket, reports);
    allowReportKey(this, reportBucket);
    const rule = new events.Rule(this, 'Schedule', {
      schedule: props.schedule ?? events.Schedule.rate(Duration.days(1)),
      // A failed drill is a result. A retry would only write a second report.
      targets: [new targets.LambdaFunction(this.drillFunction, { retryAttempts: 0 })],
    });
    suppressDeadLetterQueueFinding(rule, 'the schedule starts the next drill, which checks everything again');
    this.drillFunction.configureAsyncInvoke({ retryAttempts: 0 });
  }

  /**
   * Returns the metric of drills that found a failover to be impossible or could not write their report.
   *
   * @default - sum over a day
   * @param props properties of the metric
   * @returns the metric, for alarms and dashboards
   */
  public metricNotReady(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.drillFunction.metricErrors({ period: Duration.days(1), ...props });
  }
}
