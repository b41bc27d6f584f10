import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP796_RUNBOOK_WITHOUT_BUCKETS } from '../../diagnostics/definitions/operations';
import { DRILL_CODE } from '../../provider/assets';
import { assertValid } from '../../validation/assert-valid';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { type GrantedKey } from '../buckets/key-statements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { drillStatements } from './drill-statements';
import { makeOperationsFunction } from './operations-function';
import { checkBucketNames } from './regional-scope';

/**
 * Properties of a drill.
 */
export interface FailoverDrillProps {
  /**
   * The access point whose failover is drilled.
   */
  readonly multiRegionAccessPoint: IMultiRegionAccessPoint;

  /**
   * The underlying buckets of an imported access point. Errors: MRAP794, MRAP796.
   *
   * @default - those of the access point, where this application declares it
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * The role of whoever will fail over: whether it may change routes by way of each control Region is asked of IAM. The drill itself may not.
   *
   * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
   */
  readonly failoverRole: iam.IRole;

  /**
   * The bucket that reports are written to, as `<reportPrefix><alias>/<ISO time>.json`. Keep it apart from what is drilled:
   * another Region is best. A bucket of another account must let the function write.
   */
  readonly reportBucket: s3.IBucket;

  /**
   * How the keys of reports begin.
   *
   * @default 'failover-drills/'
   */
  readonly reportPrefix?: string;

  /**
   * When to drill.
   *
   * @default - every day
   */
  readonly schedule?: events.Schedule;

  /**
   * Whether an object is written into each active bucket, awaited in all others, and taken out again everywhere.
   *
   * @default true
   */
  readonly canaries?: boolean;

  /**
   * How the keys of these objects begin.
   *
   * @default 'cdk-s3-mrap-drill/'
   */
  readonly canaryPrefix?: string;

  /**
   * How much of the latest writes a failover may lose.
   *
   * @default Duration.minutes(15)
   */
  readonly maxRpo?: Duration;
}

/** What access points know of their buckets and keys. */
interface KnownAccessPoint {
  readonly _buckets?: readonly UnderlyingBucket[];
  readonly _keys?: readonly GrantedKey[];
}

/**
 * Drills a failover on a schedule: everything that one needs is looked at, and no traffic moves. The report is the one of `cdk-s3-mrap drill`.
 *
 * The function fails where a failover is not ready: `metricNotReady()` is what an alarm should watch.
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
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.FailoverDrill';

  private readonly drillFunction: lambda.Function;

  constructor(scope: Construct, id: string, props: FailoverDrillProps) {
    super(scope, id);
    const { multiRegionAccessPoint: accessPoint, failoverRole, reportBucket, reportPrefix = 'failover-drills/', maxRpo = Duration.minutes(15) } = props;
    const known: KnownAccessPoint = accessPoint as object;
    const buckets = props.buckets ?? known._buckets ?? [];
    assertValid(this, buckets.length === 0 ? [MRAP796_RUNBOOK_WITHOUT_BUCKETS.create({ accessPoint: accessPoint.node.path })] : checkBucketNames(buckets));
    const canaryPrefix = props.canaries === false ? undefined : props.canaryPrefix ?? 'cdk-s3-mrap-drill/';

    this.drillFunction = makeOperationsFunction(this, this, {
      description: 'Drills a failover and writes a report',
      code: DRILL_CODE,
      handler: 'index.onSchedule',
      timeout: Duration.minutes(15),
      environment: {
        ACCESS_POINT_ARN: accessPoint.multiRegionAccessPointArn,
        PRINCIPAL_ARN: failoverRole.roleArn,
        MAX_RPO_SECONDS: String(maxRpo.toSeconds()),
        REPORT_BUCKET: reportBucket.bucketName,
        REPORT_REGION: reportBucket.env.region,
        REPORT_PREFIX: reportPrefix,
        ...(canaryPrefix !== undefined && { CANARY_PREFIX: canaryPrefix }),
      },
      statements: drillStatements({
        accessPointArn: accessPoint.multiRegionAccessPointArn,
        buckets,
        keys: known._keys ?? [],
        failoverRoleArn: failoverRole.roleArn,
        canaryPrefix,
        reports: `${reportBucket.bucketArn}/${reportPrefix}*`,
      }),
      wildcards: 's3:ListAllMyBuckets and metrics take no resource; canaries and reports have keys with a time in them; IAM takes no alias of a key',
    });
    reportBucket.encryptionKey?.grantEncrypt(this.drillFunction);
    new events.Rule(this, 'Schedule', {
      schedule: props.schedule ?? events.Schedule.rate(Duration.days(1)),
      // A drill that failed is an answer; a second one would only write a second report.
      targets: [new targets.LambdaFunction(this.drillFunction, { retryAttempts: 0 })],
    });
    this.drillFunction.configureAsyncInvoke({ retryAttempts: 0 });
  }

  /**
   * How often a drill found that a failover is not ready, or could not write its report.
   *
   * @default - sum over a day
   */
  public metricNotReady(props: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return this.drillFunction.metricErrors({ period: Duration.days(1), ...props });
  }
}
