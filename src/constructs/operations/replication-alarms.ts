import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP767_REGION_IS_TOKEN } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';
import { findOrCreateStackProvider } from '../../provider/multi-region-access-point-handlers';
import {
  assertProperties, KNOWN_TEXT_PROPERTY_KIND, makeListPropertyKind, makeOptionalPropertyKind,
  NON_EMPTY_TEXT_PROPERTY_KIND, OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { makePackSuppressions, suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { registerOperationsNames } from '../../validation/construct-registry';
import { toTextUnlessToken } from '../../validation/tokens';
import { ACCESS_POINT_PROPERTY_KIND, type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import {
  type CrossRegionReplication, checkReplicationMetrics, readEdgesFor, REPLICATION_PROPERTY_KIND,
} from '../replication/cross-region-replication';
import { belongsToAccountOf, findMetricRegion, isObservableEdge } from '../replication/edge-metrics';
import { type BucketEdge, listAllBucketsOfEdges } from '../replication/replication-config';
import {
  ALARM_TOPICS_PROPERTY_KIND, type AlarmTopics, checkAlarmTopics, findHomeTopic, findRegionalTopic,
} from './alarm-topics';
import {
  checkEventPatternLength, makeAlarmStateEventPattern, type ResourcesWatchedForChanges, splitBucketNames,
} from './change-event-patterns';
import { type ChangeRuleSpec, makeChangeRuleSpecs, makeRunbookRuleSpecs, ROUTE_CHANGES } from './change-rule-specs';
import { suppressDeadLetterQueueFinding } from './event-rule-nag-suppressions';
import { type FailoverRunbook, listDocumentRoleArns, RUNBOOK_PROPERTY_KIND } from './failover-runbook';
import { annotatePairsWithoutAlarms } from './pairs-without-alarms';
import {
  checkForGeneratedBucketNames, createRegionalScope, describeAccessPointArn, importDeployedValue,
} from './regional-scope';
import { addRunbookLink, makeAlarmName, makeAlarmSpecs, type ReplicationAlarmSpec } from './replication-alarm-specs';
import { createReplicationDashboard } from './replication-dashboard';
import { makeInlinePolicySuppressions } from './runbook-roles';
import { allowAlarmsToPublish, makeEventBridgePrincipal } from './service-principals';

const NO_QUEUE_FOR_NOTIFICATIONS = 'EventBridge retries for a day; the dashboard shows alarms and changes of routes, '
  + 'and CloudTrail records every change';

/**
 * Properties for the alarms of a replication.
 */
export interface ReplicationAlarmsProps {
  /**
   * The prefix of the alarm names. If you change it later, CloudFormation replaces the alarms.
   *
   * The names are `<alarmNamePrefix>-replication-latency-<source Region>-to-<destination Region>`, and the same with
   * `replication-failed` and `replication-pending`. For a rule with an id, `-<id>` follows. No other alarm of the
   * application may have one of these names in the same account and Region. Errors: MRAP315.
   */
  readonly alarmNamePrefix: string;

  /**
   * The replication to monitor.
   *
   * Pairs with a bucket of another account are not monitored (MRAP219), because their metrics are in that account.
   * Changes of the buckets of this account are reported in any case. A rule with an id and without metrics has no
   * alarms.
   *
   * Errors: MRAP793, MRAP794. Warnings: MRAP219, MRAP318.
   */
  readonly replication: CrossRegionReplication;

  /**
   * The access points to monitor for changes of routes and policies, and for deletion.
   *
   * @default - only changes of the buckets are monitored
   */
  readonly multiRegionAccessPoints?: IMultiRegionAccessPoint[];

  /**
   * The SNS topics that receive the notifications.
   */
  readonly topics: AlarmTopics;

  /**
   * The runbooks to report: each submit of routes, and the end of each execution.
   *
   * The events contain the id of the execution. The documents may change routes without another notification.
   *
   * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-automation-events.html
   * @default - no runbooks
   */
  readonly runbooks?: FailoverRunbook[];

  /**
   * The id of a metrics configuration of each bucket, for a graph of 4xx and 5xx errors on the dashboard.
   *
   * Declare it in `metrics` of the buckets. CloudWatch charges for request metrics.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
   * @default - no graph
   */
  readonly requestMetricsId?: string;

  /**
   * ARNs of further roles that may change the resources without a notification.
   *
   * Changes by CloudFormation and by the handlers of this library are never reported.
   *
   * @default - no further roles
   */
  readonly deploymentRoleArns?: string[];
}

/**
 * Alarms and a dashboard for a replication, and notifications of changes outside deployments.
 *
 * Every pair of a source and a destination bucket of a rule has three alarms, in the Region where S3 publishes their
 * metrics:
 *
 * - latency: above 900 seconds with Replication Time Control, otherwise above three hours, for 15 minutes
 * - failed operations: at least one
 * - pending operations: an increase for an hour
 *
 * The construct also reports changes of buckets, access points and routes outside a deployment. It reads the events of
 * CloudTrail, so create a trail for the Regions of the buckets. For access points, the trail must include all failover
 * control Regions, one of which is us-west-2.
 *
 * The dashboard shows the states of the alarms, the replication, the errors of requests and the changes of routes.
 *
 * Resources in another Region than the stack are part of an operations stack
 * `<stack>-<alarmNamePrefix>-alarms-<region>`, which deploys after the stack. CloudWatch charges for each alarm and for
 * the dashboard.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointCloudTrail.html
 *
 * @example
 * new ReplicationAlarms(stack, 'Alarms', {
 *   alarmNamePrefix: 'media',
 *   replication: replicatedMedia.replication,
 *   multiRegionAccessPoints: [replicatedMedia.accessPoint],
 *   topics: AlarmTopics.inOneRegion(onCall),
 * });
 */
@propertyInjectable
export class ReplicationAlarms extends Resource {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.ReplicationAlarms';

  /**
   * The alarms, each in the stack of its Region.
   */
  public readonly alarms: cloudwatch.Alarm[];

  /**
   * The dashboard, in the stack of this construct. Dashboards are global.
   */
  public readonly dashboard: cloudwatch.Dashboard;

  /** The edges in this account. */
  private readonly observable: readonly BucketEdge[];
  /** The edges with alarms. */
  private readonly edges: readonly BucketEdge[];
  private readonly buckets: readonly UnderlyingBucket[];
  private readonly scopes = new Map<string, Construct>();

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, private readonly props: ReplicationAlarmsProps) {
    super(scope, id);
    assertProperties(this, props, {
      replication: REPLICATION_PROPERTY_KIND,
      alarmNamePrefix: KNOWN_TEXT_PROPERTY_KIND,
      topics: ALARM_TOPICS_PROPERTY_KIND,
      deploymentRoleArns: OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND,
      multiRegionAccessPoints: makeOptionalPropertyKind(makeListPropertyKind(ACCESS_POINT_PROPERTY_KIND)),
      runbooks: makeOptionalPropertyKind(makeListPropertyKind(RUNBOOK_PROPERTY_KIND)),
      requestMetricsId: makeOptionalPropertyKind(NON_EMPTY_TEXT_PROPERTY_KIND),
    });
    const { replication, runbooks = [] } = props;
    const edges = readEdgesFor(this, replication);
    this.observable = edges.filter((edge) => isObservableEdge(this, replication, edge));
    this.edges = this.observable.filter(({ rule }) => rule.metrics);
    this.buckets = listAllBucketsOfEdges(edges)
      .filter((bucket) => belongsToAccountOf(this, replication, bucket));
    const alarmSpecs = makeAlarmSpecs();
    const changeRules = [
      ...makeChangeRuleSpecs({
        bucketRegions: this.buckets.map(({ region }) => region),
        hasAccessPoints: (props.multiRegionAccessPoints ?? []).length > 0,
      }),
      ...makeRunbookRuleSpecs(
        runbooks.map((runbook) => runbook.runbookName), runbooks.flatMap(({ controlRegions }) => controlRegions),
      ),
    ];
    const regions = [
      ...alarmSpecs.flatMap(({ metric }) => this.edges.map((edge) => findMetricRegion(metric, edge))),
      ...changeRules.flatMap((rule) => rule.regions),
    ];
    assertNoErrorsAndAnnotateFindings(this, this.check([...new Set(regions)].sort()));
    annotatePairsWithoutAlarms(this, edges.filter((edge) => !this.observable.includes(edge)));

    this.alarms = alarmSpecs.flatMap((spec) => this.edges.map((edge) => this.createAlarm(spec, edge)));
    if (findHomeTopic(props.topics) && this.alarms.length > 0) this.forwardAlarms();
    for (const rule of changeRules) this.createChangeRules(rule);
    this.allowAlarms();
    this.dashboard = createReplicationDashboard(this, {
      edges: this.edges,
      alarms: alarmSpecs.flatMap((spec) => this.edges.map((edge) => ({
        region: findMetricRegion(spec.metric, edge), name: makeAlarmName(props.alarmNamePrefix, spec, edge),
      }))),
      buckets: this.buckets,
      requestMetricsId: props.requestMetricsId,
      routeChanges: changeRules.filter((rule) => rule.id === ROUTE_CHANGES)
        .flatMap(({ regions: ofRule }) => ofRule.map((region) => ({ region, ruleName: this.makeRouteRuleName() }))),
    });
    registerOperationsNames(this, {
      property: 'alarmNamePrefix',
      name: props.alarmNamePrefix,
      account: this.stack.account,
      path: this.node.path,
      resources: alarmSpecs.flatMap((spec) => this.edges.map((edge) =>
        `${findMetricRegion(spec.metric, edge)} ${makeAlarmName(props.alarmNamePrefix, spec, edge)}`)),
    });
  }

  private check(regions: readonly string[]): Finding[] {
    const { replication, topics } = this.props;
    if (toTextUnlessToken(this.stack.region) === undefined) {
      return [MRAP767_REGION_IS_TOKEN.create({ what: 'region of the stack' })];
    }
    const defaultRule = this.observable.filter(({ rule }) => rule.id === undefined);
    return [
      ...checkReplicationMetrics(replication, 'alarms are', this.edges.length === 0 ? this.observable : defaultRule),
      ...checkForGeneratedBucketNames(this.buckets),
      ...checkAlarmTopics(topics, this.stack.region, regions),
    ];
  }

  private createAlarm(spec: ReplicationAlarmSpec, edge: BucketEdge): cloudwatch.Alarm {
    const region = findMetricRegion(spec.metric, edge);
    const name = makeAlarmName(this.props.alarmNamePrefix, spec, edge);
    const alarm = new cloudwatch.Alarm(this.findOrCreateScope(region), name, {
      ...spec.makeProps(edge),
      alarmName: name,
      alarmDescription: addRunbookLink(spec.describe(edge), spec.kind),
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    });
    const topic = findRegionalTopic(this.props.topics, region);
    if (topic) alarm.addAlarmAction(new actions.SnsAction(topic));
    else suppressNagFindings(alarm, makePackSuppressions('CloudWatchAlarmAction', 'a rule of EventBridge forwards it'));
    return alarm;
  }

  /** Allows the alarms of each Region to publish to the topic of the Region. */
  private allowAlarms(): void {
    for (const [region, scope] of this.scopes) {
      const topic = findRegionalTopic(this.props.topics, region);
      const hasAlarm = this.alarms.some((alarm) => alarm.node.scope === scope);
      if (topic === undefined || !hasAlarm) continue;
      const { account } = Stack.of(scope);
      allowAlarmsToPublish(topic, { account, region, namePrefix: this.makeNamePrefix() });
    }
  }

  /** Makes the beginning of the names of all alarms. */
  private makeNamePrefix(): string {
    return `${this.props.alarmNamePrefix}-replication-`;
  }

  private forwardAlarms(): void {
    const id = 'AlarmsRaised';
    const description = 'A replication alarm entered the state ALARM';
    // EventBridge limits a pattern to 2,048 characters, so it contains no names. In the home Region, it also matches
    // the alarms that other Regions forward.
    const pattern = makeAlarmStateEventPattern([{ prefix: this.makeNamePrefix() }]);
    for (const region of new Set([...this.scopes.keys(), this.stack.region])) {
      this.createRule(region, id, description, pattern);
    }
  }

  private createChangeRules(spec: ChangeRuleSpec): void {
    const { id, heading, regions, makePattern, watchesBuckets } = spec;
    const home = this.stack.region;
    const description = addRunbookLink(spec.description, heading);
    const isForwarded = findHomeTopic(this.props.topics) !== undefined;
    for (const region of new Set([...regions, ...(isForwarded ? [home] : [])])) {
      const receivesAll = isForwarded && region === home;
      const buckets = receivesAll ? this.buckets : this.buckets.filter((bucket) => bucket.region === region);
      const bucketNames = buckets.map(({ bucketName }) => bucketName);
      // EventBridge refuses an empty list of buckets. The home Region may have none.
      const groups = watchesBuckets ? splitBucketNames(bucketNames) : [bucketNames];
      groups.forEach((names, index) => {
        const watched = this.describeWatchedResources(region, names);
        this.createRule(region, index === 0 ? id : `${id}${index + 1}`, description, makePattern(watched));
      });
    }
  }

  private describeWatchedResources(region: string, bucketNames: readonly string[]): ResourcesWatchedForChanges {
    const {
      multiRegionAccessPoints: accessPoints = [], replication, deploymentRoleArns = [], runbooks = [],
    } = this.props;
    const scope = this.findOrCreateScope(region);
    const providers = new Set([replication, ...accessPoints].map(findOrCreateStackProvider));
    const roles = [...providers].flatMap((provider) => provider.roles);
    return {
      bucketNames,
      accessPointNames: accessPoints.map((owner) =>
        importDeployedValue(scope, { owner, name: 'Name', value: owner.multiRegionAccessPointName })),
      accessPointArns: accessPoints.map((owner) => importDeployedValue(scope, describeAccessPointArn(owner))),
      roleArns: [
        ...roles.map((owner) => importDeployedValue(scope, { owner, name: 'RoleArn', value: owner.roleArn })),
        ...deploymentRoleArns,
        ...runbooks.flatMap(listDocumentRoleArns),
      ],
    };
  }

  private createRule(region: string, id: string, description: string, eventPattern: events.EventPattern): void {
    const { topics } = this.props;
    const scope = this.findOrCreateScope(region);
    const homeTopic = region === this.stack.region ? findHomeTopic(topics) : undefined;
    const topic = findRegionalTopic(topics, region) ?? homeTopic;
    const target = topic ? new targets.SnsTopic(topic) : this.makeForwardingTarget(scope);
    // The dashboard shows the metrics of this rule in all Regions by its name.
    const ruleName = id === ROUTE_CHANGES ? this.makeRouteRuleName() : undefined;
    const rule = new events.Rule(scope, id, { description, eventPattern, targets: [target], ruleName });
    suppressDeadLetterQueueFinding(rule, NO_QUEUE_FOR_NOTIFICATIONS);
    assertNoErrorsAndAnnotateFindings(rule, checkEventPatternLength(rule, eventPattern));
  }

  /** Makes the name of the rule for changes of routes. EventBridge limits names to 64 characters. */
  private makeRouteRuleName(): string {
    const prefix = this.props.alarmNamePrefix.replace(/[^.\w-]/g, '-').slice(0, 40);
    return `${prefix}-route-changes-${this.node.addr.slice(-8)}`;
  }

  private makeForwardingTarget(scope: Construct): targets.EventBus {
    const role = this.findOrCreateForwardingRole(scope);
    const arn = `arn:aws:events:${this.stack.region}:${Stack.of(scope).account}:event-bus/default`;
    const found = scope.node.tryFindChild('Home') as events.IEventBus | undefined;
    return new targets.EventBus(found ?? events.EventBus.fromEventBusArn(scope, 'Home', arn), { role });
  }

  private findOrCreateForwardingRole(scope: Construct): iam.Role {
    const found = scope.node.tryFindChild('Forwarding') as iam.Role | undefined;
    if (found) return found;
    const role = new iam.Role(scope, 'Forwarding', { assumedBy: makeEventBridgePrincipal(scope) });
    suppressNagFindings(role, makeInlinePolicySuppressions());
    return role;
  }

  private findOrCreateScope(region: string): Construct {
    const scope = this.scopes.get(region)
      ?? createRegionalScope(this, region, `${this.props.alarmNamePrefix}-alarms`);
    this.scopes.set(region, scope);
    return scope;
  }
}
