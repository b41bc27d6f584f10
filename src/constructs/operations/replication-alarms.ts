import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as actions from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP793_ALARMS_WITHOUT_METRICS } from '../../diagnostics/definitions/operations';
import { MRAP767_REGION_IS_TOKEN } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';
import { CHANGE_EVENTS } from '../../facts/change-events';
import { MultiRegionAccessPointHandlers } from '../../provider/multi-region-access-point-handlers';
import { assertValid } from '../../validation/assert-valid';
import { suppressNagFindings, inAllNagPacks } from '../../validation/cdk-nag-suppressions';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { type CrossRegionReplication } from '../replication/cross-region-replication';
import { type BucketEdge, crossesAccounts, bucketsAt } from '../replication/replication-config';
import { type AlarmTopics } from './alarm-topics';
import { accessPointChanges, alarmsRaised, bucketChanges, routeChanges, type WatchedResources } from './change-event-patterns';
import { arnOf, checkBucketNames, placeIn, valueIn } from './regional-scope';
import { alarmName, edgeAlarms, withHeading } from './replication-alarm-specs';
import { makeDashboard } from './replication-dashboard';
import { regionOf } from './replication-metrics';

/**
 * Properties of the alarms of a replication.
 */
export interface ReplicationAlarmsProps {
  /**
   * How the names of the alarms begin: `<alarmNamePrefix>-replication-latency-<source Region>-to-<destination Region>`, and likewise
   * `replication-failed` and `replication-pending`. It cannot be changed later without making the alarms anew.
   */
  readonly alarmNamePrefix: string;

  /**
   * The replication to watch. Edges from or to a bucket of another account are left out: their metrics are in that account.
   *
   * Errors: MRAP793, MRAP794.
   */
  readonly replication: CrossRegionReplication;

  /**
   * Access points to watch for changes of routes and policy, and for deletion.
   *
   * @default - changes of the buckets only
   */
  readonly multiRegionAccessPoints?: IMultiRegionAccessPoint[];

  /**
   * Who is told.
   */
  readonly topics: AlarmTopics;

  /**
   * ARNs of roles that may change buckets, access points or routes without anybody being told, beside CloudFormation and the handlers of this
   * library: a runbook's, for example.
   *
   * @default - none
   */
  readonly deploymentRoleArns?: string[];
}

/** Calls of one kind, where they show, and the rule that tells of them. */
interface ChangeRule {
  readonly id: string;
  readonly heading: string;
  readonly what: string;
  readonly regions: readonly string[];
  readonly pattern: (watched: WatchedResources) => events.EventPattern;
}

/**
 * Tells when replication is late, fails or falls behind, and when somebody changes buckets, access points or routes outside a deployment; and
 * shows all of it on a dashboard.
 *
 * Every edge has three alarms, in the Region where S3 publishes their metric: latency (above 900 seconds with Replication Time Control, else
 * above three hours, for 15 minutes), an operation that failed, and operations pending that became more for an hour. What is in another Region
 * than the stack is in a stack `<stack>-mrap-operations-<region>`, which deploys after it. CloudWatch charges for each alarm and for the
 * dashboard.
 *
 * Changes are seen in the events of CloudTrail, which needs a trail that covers the Regions of the buckets and, for access points, us-west-2 and
 * the four other Regions that control failover.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointCloudTrail.html
 *
 * @example
 * new ReplicationAlarms(stack, 'Alarms', {
 *   alarmNamePrefix: 'media',
 *   replication: replicatedMedia.replication,
 *   multiRegionAccessPoints: replicatedMedia.accessPoints,
 *   topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
 * });
 */
@propertyInjectable
export class ReplicationAlarms extends Resource {
  /**
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.ReplicationAlarms';

  /**
   * The alarms, each in the stack of its Region.
   */
  public readonly alarms: cloudwatch.Alarm[];

  /**
   * The dashboard, in the stack of this construct. It belongs to no Region.
   */
  public readonly dashboard: cloudwatch.Dashboard;

  private readonly edges: readonly BucketEdge[];
  private readonly places = new Map<string, Construct>();

  constructor(scope: Construct, id: string, private readonly props: ReplicationAlarmsProps) {
    super(scope, id);
    const { _plan: plan } = props.replication;
    this.edges = plan.edges.filter((edge) => !edge.source._isForeignTo(this) && !crossesAccounts(plan, edge));
    const kinds = edgeAlarms(plan.timeControl);
    const rules = this.changeRules();
    const regions = [...kinds.flatMap((kind) => this.edges.map((edge) => regionOf(kind.metric, edge))), ...rules.flatMap((rule) => rule.regions)];
    assertValid(this, this.check([...new Set(regions)].sort()));

    this.alarms = kinds.flatMap((kind) => this.edges.map((edge) => this.makeAlarm(kind, edge)));
    if (props.topics._home()) this.forwardAlarms();
    for (const rule of rules) this.makeChangeRules(rule);
    this.dashboard = makeDashboard(this, this.edges);
  }

  private get buckets() {
    return [...new Set([...bucketsAt(this.edges, 'source'), ...bucketsAt(this.edges, 'destination')])];
  }

  private changeRules(): ChangeRule[] {
    const { BUCKETS, ACCESS_POINTS, ROUTES } = CHANGE_EVENTS;
    const rules: ChangeRule[] = [
      {
        id: 'BucketChanges',
        heading: 'bucket-changes',
        what: 'Policy or replication of a bucket was changed, or a bucket deleted',
        regions: this.buckets.map(({ region }) => region),
        pattern: (watched) => bucketChanges(BUCKETS.eventNames, watched),
      },
      {
        id: 'AccessPointChanges',
        heading: 'access-point-changes',
        what: 'The policy of an access point was changed, or an access point deleted',
        regions: ACCESS_POINTS.regions,
        pattern: (watched) => accessPointChanges(ACCESS_POINTS.eventNames, watched),
      },
      {
        id: 'RouteChanges',
        heading: 'route-changes',
        what: 'Routes of an access point were changed',
        regions: ROUTES.regions,
        pattern: (watched) => routeChanges(ROUTES.eventNames, watched),
      },
    ];
    return this.props.multiRegionAccessPoints?.length ? rules : rules.slice(0, 1);
  }

  private check(regions: readonly string[]): Finding[] {
    const { replication, topics } = this.props;
    if (resolvedOrUndefined(this.stack.region) === undefined) return [MRAP767_REGION_IS_TOKEN.create({ what: 'region of the stack' })];
    return [
      ...(replication._plan.metrics ? [] : [MRAP793_ALARMS_WITHOUT_METRICS.create({ replication: replication.node.path })]),
      ...checkBucketNames(this.buckets),
      ...topics._check(this.stack.region, regions),
    ];
  }

  private makeAlarm(kind: ReturnType<typeof edgeAlarms>[number], edge: BucketEdge): cloudwatch.Alarm {
    const region = regionOf(kind.metric, edge);
    const name = alarmName(this.props.alarmNamePrefix, kind, edge);
    const alarm = new cloudwatch.Alarm(this.placeIn(region), name, {
      ...kind.props(edge),
      alarmName: name,
      alarmDescription: withHeading(kind.describe(edge), kind.kind),
      treatMissingData: cloudwatch.TreatMissingData.IGNORE,
    });
    const topic = this.props.topics._in(region);
    if (topic) alarm.addAlarmAction(new actions.SnsAction(topic));
    else suppressNagFindings(alarm, inAllNagPacks('CloudWatchAlarmAction', 'a rule of EventBridge forwards it'));
    return alarm;
  }

  private forwardAlarms(): void {
    for (const [region, place] of this.places) {
      const names = this.alarms.filter((alarm) => alarm.node.scope === place).map((alarm) => alarm.alarmName);
      if (region !== this.stack.region) this.makeRule(region, 'AlarmsRaised', 'An alarm was raised', alarmsRaised(names));
    }
    // It sees the alarms of this Region, and those that the others forward.
    const pattern = alarmsRaised([{ prefix: `${this.props.alarmNamePrefix}-replication-` }]);
    this.makeRule(this.stack.region, 'AlarmsRaised', 'An alarm was raised', pattern);
  }

  private makeChangeRules({ id, heading, what, regions, pattern }: ChangeRule): void {
    const home = this.stack.region;
    const description = withHeading(`${what} outside a deployment.`, heading);
    const forwarded = this.props.topics._home() !== undefined;
    for (const region of new Set([...regions, ...(forwarded ? [home] : [])])) {
      const seen = forwarded && region === home ? this.buckets : this.buckets.filter((bucket) => bucket.region === region);
      const watched = this.watchedIn(region, seen.map(({ bucketName }) => bucketName));
      this.makeRule(region, id, description, pattern(watched));
    }
  }

  private watchedIn(region: string, bucketNames: readonly string[]): WatchedResources {
    const { multiRegionAccessPoints: accessPoints = [], replication, deploymentRoleArns = [] } = this.props;
    const place = this.placeIn(region);
    const handlers = new Set([replication, ...accessPoints].map((construct) => MultiRegionAccessPointHandlers.of(construct)));
    const roles = [...handlers].flatMap((handler) => handler._roles());
    return {
      bucketNames,
      accessPointNames: accessPoints.map((owner) => valueIn(place, { owner, name: 'Name', value: owner.multiRegionAccessPointName })),
      accessPointArns: accessPoints.map((owner) => valueIn(place, arnOf(owner))),
      roleArns: [...roles.map((owner) => valueIn(place, { owner, name: 'RoleArn', value: owner.roleArn })), ...deploymentRoleArns],
    };
  }

  private makeRule(region: string, id: string, description: string, eventPattern: events.EventPattern): void {
    const place = this.placeIn(region);
    const topic = this.props.topics._in(region) ?? (region === this.stack.region ? this.props.topics._home() : undefined);
    const target = topic ? new targets.SnsTopic(topic) : this.homeBusFrom(place);
    new events.Rule(place, id, { description, eventPattern, targets: [target] });
  }

  private homeBusFrom(place: Construct): targets.EventBus {
    const found = place.node.tryFindChild('Forwarding') as iam.Role | undefined;
    const role = found ?? new iam.Role(place, 'Forwarding', { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    const arn = `arn:aws:events:${this.stack.region}:${Stack.of(place).account}:event-bus/default`;
    const bus = (place.node.tryFindChild('Home') as events.IEventBus | undefined) ?? events.EventBus.fromEventBusArn(place, 'Home', arn);
    if (!found) suppressNagFindings(role, inAllNagPacks('IAMNoInlinePolicy', 'belongs to the role alone, and goes with it'));
    return new targets.EventBus(bus, { role });
  }

  private placeIn(region: string): Construct {
    const place = this.places.get(region) ?? placeIn(this, region, `${this.props.alarmNamePrefix}-alarms`);
    this.places.set(region, place);
    return place;
  }
}
