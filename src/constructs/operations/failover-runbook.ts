import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { checkRoutesControlRegion } from '../../diagnostics/checks/routes';
import { MRAP793_ALARMS_WITHOUT_METRICS, MRAP795_INVALID_RUNBOOK_NAME, MRAP796_RUNBOOK_WITHOUT_BUCKETS, MRAP798_RUNBOOK_REGION } from '../../diagnostics/definitions/operations';
import { MRAP767_REGION_IS_TOKEN } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';
import { FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import { assertValid } from '../../validation/assert-valid';
import { suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { resolvedOrUndefined } from '../../validation/tokens';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { type FailoverConfiguration } from '../access-point/failover-configuration';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type CrossRegionReplication } from '../replication/cross-region-replication';
import { backlogAlarmName, makeBacklogAlarms } from './backlog-alarms';
import { alarmsRaised } from './change-event-patterns';
import { checkTargets, defaultTargets, resolveTargets } from './failover-targets';
import { makeRegionSwitchFunction } from './region-switch-function';
import { arnOf, checkBucketNames, placeIn, valueIn } from './regional-scope';
import { runbookDocument, type FailoverTarget } from './runbook-document';
import { inlinePolicy, makeAutomationRole, startStatements } from './runbook-roles';

/**
 * Properties of a runbook.
 */
export interface FailoverRunbookProps {
  /**
   * What operators call it: the name of its document in each Region, and how the names of its roles, alarms and functions begin. Up to 40
   * lowercase letters, digits and hyphens, unique in the account. Errors: MRAP795.
   */
  readonly runbookName: string;

  /**
   * The access point to fail over.
   */
  readonly multiRegionAccessPoint: IMultiRegionAccessPoint;

  /**
   * The underlying buckets of an imported access point. Errors: MRAP794, MRAP796.
   *
   * @default - those of the access point, where this application declares it
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * The replication among the buckets, to see whether something waits to be replicated before a failover. Errors: MRAP793.
   *
   * @default - nobody knows what waits: every failover has to accept the loss of data
   */
  readonly replication?: CrossRegionReplication;

  /**
   * The Regions of the documents, among the five that control failover: the Region of a document is the only one that it asks. Errors: MRAP305.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_SubmitMultiRegionAccessPointRoutes.html
   * @default - all five but the Region of the stack, with those first whose buckets are passive
   */
  readonly controlRegions?: string[];

  /**
   * What it can bring about: whole tables of routes, by the names under which operators know them. Errors: MRAP301 to MRAP304, MRAP795, MRAP797.
   *
   * @default - for each Region of a bucket a table of that name, in which that Region alone is active
   */
  readonly targets?: { [name: string]: FailoverConfiguration };

  /**
   * The Regions of a plan of ARC Region switch. Each gets a function, to be a custom action of the plan in the Region that it activates; it brings
   * about the target of that Region's name by way of whichever of the five control Regions answers. Errors: MRAP798.
   *
   * @see https://docs.aws.amazon.com/r53recovery/latest/dg/custom-action-lambda-block.html
   * @default - no functions
   */
  readonly regionSwitchRegions?: string[];
}

/**
 * How an alarm starts a runbook.
 */
export interface StartOnAlarmOptions {
  /**
   * Whether to fail over although something waits to be replicated, or nobody knows whether it does.
   *
   * @default false
   */
  readonly acceptDataLoss?: boolean;
}

/**
 * A runbook for the night a Region fails: a document of Systems Manager Automation in several of the Regions that control failover, each by itself
 * enough. To start it, choose one that answers:
 *
 *     aws ssm start-automation-execution --region us-east-1 --document-name media-failover --parameters Target=us-east-1,AcceptDataLoss=no
 *
 * It reads the routes, sees that nothing waits to be replicated to the Region that becomes active, submits the whole table of the target, and
 * waits until it shows. What waits is published in the Region that waits for it: start the document of that Region, or accept the loss of data.
 * The document holds the ARN of the access point, so it needs neither CloudFormation nor the Region of the stack nor us-west-2.
 *
 * What is in another Region than the stack is in a stack `<stack>-mrap-operations-<region>`, which deploys after it.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-automation.html
 *
 * @example
 * const runbook = new FailoverRunbook(stack, 'Failover', {
 *   runbookName: 'media-failover',
 *   multiRegionAccessPoint: replicatedMedia.accessPoint,
 *   replication: replicatedMedia.replication,
 * });
 * runbook.grantStart(role);
 */
@propertyInjectable
export class FailoverRunbook extends Resource {
  /**
   * The id under which the properties can be injected.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.FailoverRunbook';

  /**
   * The Regions that have a document, in the order in which to try them.
   */
  public readonly controlRegions: string[];

  private readonly documentName: string;
  private readonly switchRegions: readonly string[];
  private readonly targets: readonly FailoverTarget[];
  private readonly places = new Map<string, Construct>();

  constructor(scope: Construct, id: string, props: FailoverRunbookProps) {
    super(scope, id);
    const declared: DeclaredAccessPoint = props.multiRegionAccessPoint as object;
    const members = props.buckets ?? declared._buckets ?? [];
    const targets = props.targets ?? defaultTargets(members);
    this.documentName = props.runbookName;
    this.switchRegions = props.regionSwitchRegions ?? [];
    this.controlRegions = props.controlRegions ?? this.passiveFirst(members, declared._failover);
    assertValid(this, this.check(props, members, targets));

    this.targets = resolveTargets(targets, members);
    for (const region of this.controlRegions) this.makeDocument(region, props);
    for (const region of this.switchRegions) this.makeSwitch(region, props);
  }

  /**
   * The ARN of the document in one Region.
   *
   * Throws MRAP798 for a Region that has none.
   */
  public documentArn(region: string): string {
    this.assertOneOf(this.controlRegions, region);
    return `arn:aws:ssm:${region}:${this.stack.account}:document/${this.documentName}`;
  }

  /**
   * The ARN of the function in one Region of a plan of ARC Region switch, whose role must be allowed to invoke it.
   *
   * Throws MRAP798 for a Region that has none.
   */
  public regionSwitchFunctionArn(region: string): string {
    this.assertOneOf(this.switchRegions, region);
    return `arn:aws:lambda:${region}:${this.stack.account}:function:${this.documentName}-switch`;
  }

  /**
   * The ARNs of all roles that fail over: `deploymentRoleArns` of the alarms, for example, if nobody is to be told of a failover by runbook.
   */
  public get roleArns(): string[] {
    return [
      ...this.controlRegions.map((region) => this.roleArn(automationRoleName(this.documentName, region))),
      ...this.switchRegions.map((region) => this.roleArn(switchRoleName(this.documentName, region))),
    ];
  }

  /**
   * Lets somebody start the documents of all Regions.
   */
  public grantStart(grantee: iam.IGrantable): void {
    for (const region of this.controlRegions) {
      for (const statement of startStatements(this.startable(region))) grantee.grantPrincipal.addToPrincipalPolicy(statement);
    }
  }

  /**
   * Starts the document of an alarm's Region when the alarm is raised.
   *
   * Nobody looks before traffic moves: choose an alarm that only a lost Region raises.
   *
   * Throws MRAP798 where the Region of the alarm has no document, or the target is none of this runbook.
   *
   * @param alarm an alarm in one of the Regions that have a document
   * @param target the name of the table of routes to bring about
   */
  public startOnAlarm(alarm: cloudwatch.IAlarm, target: string, options: StartOnAlarmOptions = {}): void {
    const { region } = alarm.env;
    this.assertOneOf(this.controlRegions, region);
    this.assertOneOf(this.targets.map(({ name }) => name), target);
    const place = this.placeIn(region);
    const id = `Start${target}On${alarm.node.addr}`;
    const role = new iam.Role(place, `${id}Role`, { assumedBy: new iam.ServicePrincipal('events.amazonaws.com') });
    const policy = new iam.Policy(place, `${id}Policy`, { statements: startStatements(this.startable(region)), roles: [role] });
    suppressNagFindings(policy, [...inlinePolicy(), ...this.startWildcards(region)]);
    const automation: events.IRuleTarget = {
      bind: () => ({
        arn: `arn:aws:ssm:${region}:${this.stack.account}:automation-definition/${this.documentName}:$DEFAULT`,
        input: events.RuleTargetInput.fromObject({ Target: [target], AcceptDataLoss: [options.acceptDataLoss ? 'yes' : 'no'] }),
        role,
      }),
    };
    new events.Rule(place, id, { eventPattern: alarmsRaised([alarm.alarmName]), targets: [automation] });
  }

  private check({ runbookName, multiRegionAccessPoint, replication }: FailoverRunbookProps, members: readonly UnderlyingBucket[],
    targets: { [name: string]: FailoverConfiguration }): Finding[] {
    if (resolvedOrUndefined(this.stack.region) === undefined) return [MRAP767_REGION_IS_TOKEN.create({ what: 'region of the stack' })];
    if (members.length === 0) return [MRAP796_RUNBOOK_WITHOUT_BUCKETS.create({ accessPoint: multiRegionAccessPoint.node.path })];
    const names = Object.keys(targets);
    return [
      ...(/^[a-z0-9][a-z0-9-]{2,39}$/.test(runbookName) ? [] : [MRAP795_INVALID_RUNBOOK_NAME.create({ what: 'the runbook', name: runbookName })]),
      ...checkBucketNames(members),
      ...(replication && !replication._plan.metrics ? [MRAP793_ALARMS_WITHOUT_METRICS.create({ replication: replication.node.path })] : []),
      ...this.controlRegions.flatMap(checkRoutesControlRegion),
      ...checkTargets(targets, members),
      ...this.switchRegions.filter((region) => !names.includes(region)).map((region) => MRAP798_RUNBOOK_REGION.create({ region, expected: names })),
    ];
  }

  /** Those whose buckets are passive, then those that have none, then those whose traffic may have to be moved away. */
  private passiveFirst(members: readonly UnderlyingBucket[], failover: FailoverConfiguration | undefined): string[] {
    const dialOf = (region: string) => failover?._table().routes.find((route) => route.region === region)?.dial ?? failover?._table().others ?? 100;
    const rank = (region: string) => (members.some((member) => member.region === region) ? (dialOf(region) === 0 ? 0 : 2) : 1);
    return FAILOVER_CONTROL_REGIONS.map(({ region }) => region).filter((region) => region !== this.stack.region).sort((a, b) => rank(a) - rank(b));
  }

  private makeDocument(region: string, { multiRegionAccessPoint, replication }: FailoverRunbookProps): void {
    const { documentName, targets } = this;
    const place = this.placeIn(region);
    const { account } = Stack.of(place);
    const accessPointArn = valueIn(place, arnOf(multiRegionAccessPoint));
    const role = makeAutomationRole(place, automationRoleName(documentName, region), { account, region, accessPointArn });
    makeBacklogAlarms(place, { prefix: documentName, region, targets, edges: replication?._plan.edges ?? [] });
    new ssm.CfnDocument(place, 'Document', {
      name: documentName,
      documentType: 'Automation',
      // A document that has a name cannot be replaced.
      updateMethod: 'NewVersion',
      content: runbookDocument({
        accountId: account,
        accessPointArn,
        roleArn: role.roleArn,
        region,
        targets,
        backlogAlarm: (target) => backlogAlarmName(documentName, target),
      }),
    });
  }

  private makeSwitch(region: string, { multiRegionAccessPoint }: FailoverRunbookProps): void {
    const place = this.placeIn(region);
    const { active } = this.targets.find(({ name }) => name === region)!;
    makeRegionSwitchFunction(this, place, {
      functionName: `${this.documentName}-switch`,
      roleName: switchRoleName(this.documentName, region),
      accessPointArn: valueIn(place, arnOf(multiRegionAccessPoint)),
      activeRegions: active.map((member) => member.region),
    });
  }

  private startable(region: string) {
    const { documentName, stack: { account } } = this;
    return { account, region, documentName, roleArn: this.roleArn(automationRoleName(documentName, region)) };
  }

  private startWildcards(region: string) {
    const { account } = this.stack;
    const reason = 'versions of the document, and executions, which have an id once they run';
    return [`automation-definition/${this.documentName}:*`, 'automation-execution/*']
      .map((resource) => ({ id: `AwsSolutions-IAM5[Resource::arn:aws:ssm:${region}:${account}:${resource}]`, reason }));
  }

  private roleArn(name: string): string {
    return `arn:aws:iam::${this.stack.account}:role/${name}`;
  }

  private assertOneOf(expected: readonly string[], got: string): void {
    if (!expected.includes(got)) throw new MrapValidationError([MRAP798_RUNBOOK_REGION.create({ region: got, expected })], this);
  }

  private placeIn(region: string): Construct {
    const place = this.places.get(region) ?? placeIn(this, region, this.documentName);
    this.places.set(region, place);
    return place;
  }
}

/** What a declared access point tells its runbook, and an imported one does not. */
interface DeclaredAccessPoint {
  readonly _buckets?: readonly UnderlyingBucket[];
  readonly _failover?: FailoverConfiguration;
}

function automationRoleName(runbook: string, region: string): string {
  return `${runbook}-${region}`;
}

function switchRoleName(runbook: string, region: string): string {
  return `${runbook}-switch-${region}`;
}
