import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP798_RUNBOOK_REGION } from '../../diagnostics/definitions/operations';
import {
  assertProperties, makeListPropertyKind, makeMapPropertyKind, makeOptionalPropertyKind,
  OPTIONAL_TEXT_LIST_PROPERTY_KIND, TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { type NagSuppression, suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { registerOperationsNames } from '../../validation/construct-registry';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { ACCESS_POINT_PROPERTY_KIND, type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { findAccessPointDeclaration } from '../access-point/access-point-internals';
import {
  FAILOVER_CONFIGURATION_PROPERTY_KIND, type FailoverConfiguration,
} from '../access-point/failover-configuration';
import { UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket } from '../buckets/underlying-bucket';
import {
  type CrossRegionReplication, readEdgesFor, REPLICATION_PROPERTY_KIND,
} from '../replication/cross-region-replication';
import { isObservableEdge } from '../replication/edge-metrics';
import { type BucketEdge } from '../replication/replication-config';
import { checkBacklogAlarms, createBacklogAlarms, makeBacklogAlarmName } from './backlog-alarms';
import { makeAlarmStateEventPattern } from './change-event-patterns';
import { listControlRegions } from './control-regions';
import { makeDefaultTargets, resolveFailoverTargets } from './failover-targets';
import { annotatePairsWithoutAlarms } from './pairs-without-alarms';
import { createRegionSwitchFunctions } from './region-switch-function';
import { createRegionalScope, describeAccessPointArn, importDeployedValue } from './regional-scope';
import { checkRunbook } from './runbook-checks';
import { type FailoverTarget, makeRunbookDocument } from './runbook-document';
import {
  createAutomationRole, makeInlinePolicySuppressions, makeRunbookStartStatements, type StartableRunbookDocument,
} from './runbook-roles';
import { makeEventBridgePrincipal } from './service-principals';

/**
 * Properties for a failover runbook.
 */
export interface FailoverRunbookProps {
  /**
   * The name of the document in each Region, and the prefix of the names of its roles, alarms and functions.
   *
   * 3 to 40 lowercase letters, digits and hyphens, unique in the account. Errors: MRAP315, MRAP795.
   */
  readonly runbookName: string;

  /**
   * The access point to fail over.
   */
  readonly multiRegionAccessPoint: IMultiRegionAccessPoint;

  /**
   * The underlying buckets of an imported access point. Errors: MRAP794, MRAP796.
   *
   * @default - the buckets of the access point if this application declares it
   */
  readonly buckets?: UnderlyingBucket[];

  /**
   * The replication among the buckets. The runbook checks before a failover that no replication is pending.
   *
   * The runbook cannot check pairs with a bucket of another account, because alarms read only metrics of their own
   * account. A failover to the destination of such a pair must accept data loss. Errors: MRAP793. Warnings: MRAP219.
   *
   * @default - no check: every execution must accept data loss with `AcceptDataLoss=yes`
   */
  readonly replication?: CrossRegionReplication;

  /**
   * The Regions of the documents: failover control Regions.
   *
   * Each document submits routes through its own Region. Errors: MRAP305.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_SubmitMultiRegionAccessPointRoutes.html
   * @default - all control Regions; Regions with passive buckets are first, and the Region of the stack is last
   */
  readonly controlRegions?: string[];

  /**
   * The targets by name. A target is a complete routing table.
   *
   * Errors: MRAP301 to MRAP304, MRAP795, MRAP797.
   *
   * @default - a target for each Region of a bucket, with the name of the Region, in which only this Region is active
   */
  readonly targets?: { [name: string]: FailoverConfiguration };

  /**
   * The Regions of an ARC Region switch plan.
   *
   * Each Region gets two functions for custom actions of a plan, for example of `RegionSwitchPlan`. The first one
   * refuses to continue if replication is pending or its status is unknown. The second one submits the target with the
   * name of its Region through any control Region that answers, and reports pending replication. Errors: MRAP798.
   *
   * @see https://docs.aws.amazon.com/r53recovery/latest/dg/custom-action-lambda-block.html
   * @default - no functions
   */
  readonly regionSwitchRegions?: string[];
}

/**
 * Options for a runbook that an alarm starts.
 */
export interface StartOnAlarmOptions {
  /**
   * Whether to fail over even if replication is pending or its status is unknown.
   *
   * @default false
   */
  readonly acceptDataLoss?: boolean;
}

/**
 * A runbook for a failover: a Systems Manager Automation document in several failover control Regions.
 *
 * Each document works independently of all other Regions. To fail over, start the document in a Region that answers:
 *
 *     aws ssm start-automation-execution --region us-east-1 --document-name media-failover \
 *       --parameters Target=us-east-1,AcceptDataLoss=no
 *
 * The document reads the routes, checks that no replication to the new active Region is pending, submits the complete
 * routing table of the target, and waits until S3 returns the new routes. S3 publishes the pending operations in the
 * destination Region. So start the document in the Region that becomes active, or accept the loss of data.
 *
 * The document contains the ARN of the access point. It does not depend on CloudFormation, the Region of the stack or
 * us-west-2.
 *
 * Resources in another Region than the stack are part of an operations stack `<stack>-<runbookName>-runbook-<region>`,
 * which deploys after the stack.
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
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.FailoverRunbook';

  /**
   * The Regions of the documents, in the order in which to try them.
   */
  public readonly controlRegions: string[];

  /**
   * The Regions with functions for an ARC Region switch plan.
   */
  public readonly regionSwitchRegions: string[];

  private readonly documentName: string;
  private readonly targets: readonly FailoverTarget[];
  /** The replication between the members. Copies to other buckets do not matter for a failover. */
  private readonly edges: readonly BucketEdge[];
  private readonly scopes = new Map<string, Construct>();

  constructor(scope: Construct, id: string, props: FailoverRunbookProps) {
    super(scope, id);
    assertProperties(this, props, {
      runbookName: TEXT_PROPERTY_KIND,
      multiRegionAccessPoint: ACCESS_POINT_PROPERTY_KIND,
      buckets: makeOptionalPropertyKind(makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND)),
      replication: makeOptionalPropertyKind(REPLICATION_PROPERTY_KIND),
      controlRegions: OPTIONAL_TEXT_LIST_PROPERTY_KIND,
      targets: makeOptionalPropertyKind(makeMapPropertyKind(FAILOVER_CONFIGURATION_PROPERTY_KIND)),
      regionSwitchRegions: OPTIONAL_TEXT_LIST_PROPERTY_KIND,
    });
    const { multiRegionAccessPoint: accessPoint, replication } = props;
    const declaration = findAccessPointDeclaration(accessPoint);
    const members = props.buckets ?? declaration?.buckets ?? [];
    const targets = props.targets ?? makeDefaultTargets(members);
    const edges = replication ? selectEdgesBetween(members, readEdgesFor(this, replication)) : [];
    this.edges = edges.filter((edge) => isObservableEdge(this, replication!, edge));
    this.documentName = props.runbookName;
    this.regionSwitchRegions = [...props.regionSwitchRegions ?? []];
    this.controlRegions = props.controlRegions
      ?? listControlRegions(this.stack.region, members, declaration?.failover);
    assertNoErrorsAndAnnotateFindings(this, checkRunbook({
      homeRegion: this.stack.region,
      name: this.documentName,
      accessPoint,
      members,
      replication,
      edges: this.edges,
      controlRegions: this.controlRegions,
      switchRegions: this.regionSwitchRegions,
      targets,
    }));

    this.targets = resolveFailoverTargets(targets, members);
    annotatePairsWithoutAlarms(this, edges.filter((edge) => !this.edges.includes(edge)));
    assertNoErrorsAndAnnotateFindings(this, this.controlRegions.flatMap((region) => checkBacklogAlarms({
      prefix: this.documentName, region, targets: this.targets, edges: this.edges,
    })));
    for (const region of this.controlRegions) this.createDocument(region, props);
    for (const region of this.regionSwitchRegions) this.createSwitchFunctions(region, accessPoint);
    registerOperationsNames(this, {
      property: 'runbookName',
      name: this.documentName,
      account: this.stack.account,
      path: this.node.path,
      // The names of the roles, which contain the Region.
      resources: this.roleArns.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)),
    });
  }

  /**
   * Returns the ARN of the document in one Region.
   *
   * Throws MRAP798 if there is no document in the Region.
   *
   * @param region a Region of a document
   */
  public documentArn(region: string): string {
    this.assertExists('document', this.controlRegions, region);
    return `arn:aws:ssm:${region}:${this.stack.account}:document/${this.documentName}`;
  }

  /**
   * Returns the ARN of the function for an ARC Region switch plan in one Region.
   *
   * The function changes the routes. The role of the plan needs permission to invoke the function. Throws MRAP798 if
   * there is no function in the Region.
   *
   * @param region a Region of `regionSwitchRegions`
   */
  public regionSwitchFunctionArn(region: string): string {
    return this.makeSwitchFunctionArn(region, 'switch');
  }

  /**
   * Returns the ARN of the function that checks the backlog for an ARC Region switch plan in one Region.
   *
   * Run it in a step before `regionSwitchFunctionArn`, and let ungraceful executions skip the step. The function fails
   * if replication is pending or its status is unknown. Throws MRAP798 if there is no function in the Region.
   *
   * @param region a Region of `regionSwitchRegions`
   */
  public regionSwitchCheckFunctionArn(region: string): string {
    return this.makeSwitchFunctionArn(region, 'switch-check');
  }

  /**
   * The ARNs of all roles that fail over.
   *
   * Pass them as `deploymentRoleArns` to `ReplicationAlarms` to receive no notifications for failovers by this runbook.
   */
  public get roleArns(): string[] {
    return [
      ...this.controlRegions.map((region) => this.makeRoleArn(makeAutomationRoleName(this.documentName, region))),
      ...this.regionSwitchRegions.map((region) => this.makeRoleArn(makeSwitchRoleName(this.documentName, region))),
    ];
  }

  /**
   * Grants permission to start the documents of all Regions.
   *
   * @param grantee the principal that receives the permissions
   */
  public grantStart(grantee: iam.IGrantable): void {
    const statements = this.controlRegions.flatMap((region) =>
      makeRunbookStartStatements(this.describeDocument(region)));
    for (const statement of statements) grantee.grantPrincipal.addToPrincipalPolicy(statement);
  }

  /**
   * Starts the document in an alarm's Region if the alarm enters the state ALARM.
   *
   * The alarm starts the failover without confirmation. Choose an alarm that only an outage of a Region raises. Throws
   * MRAP798 if there is no document in the Region of the alarm, or no target of this name.
   *
   * @param alarm an alarm in a Region of a document
   * @param target the name of the target
   * @param options options for the execution
   */
  public startOnAlarm(alarm: cloudwatch.IAlarm, target: string, options: StartOnAlarmOptions = {}): void {
    const { region } = alarm.env;
    this.assertExists('document', this.controlRegions, region);
    this.assertExists('target', this.targets.map(({ name }) => name), target);
    const scope = this.findOrCreateScope(region);
    const id = `Start${target}On${alarm.node.addr}`;
    const role = new iam.Role(scope, `${id}Role`, { assumedBy: makeEventBridgePrincipal(scope) });
    const policy = new iam.Policy(scope, `${id}Policy`, {
      statements: makeRunbookStartStatements(this.describeDocument(region)), roles: [role],
    });
    suppressNagFindings(policy, [...makeInlinePolicySuppressions(), ...this.makeStartSuppressions(region)]);
    const automation: events.IRuleTarget = {
      bind: () => ({
        arn: `arn:aws:ssm:${region}:${this.stack.account}:automation-definition/${this.documentName}:$DEFAULT`,
        input: events.RuleTargetInput.fromObject({
          Target: [target], AcceptDataLoss: [options.acceptDataLoss ? 'yes' : 'no'],
        }),
        role,
      }),
    };
    new events.Rule(scope, id, { eventPattern: makeAlarmStateEventPattern([alarm.alarmName]), targets: [automation] });
  }

  private createDocument(region: string, { multiRegionAccessPoint }: FailoverRunbookProps): void {
    const { documentName, targets } = this;
    const scope = this.findOrCreateScope(region);
    const { account } = Stack.of(scope);
    const accessPointArn = importDeployedValue(scope, describeAccessPointArn(multiRegionAccessPoint));
    const roleName = makeAutomationRoleName(documentName, region);
    const role = createAutomationRole(scope, roleName, { account, region, accessPointArn });
    createBacklogAlarms(scope, { prefix: documentName, region, targets, edges: this.edges });
    new ssm.CfnDocument(scope, 'Document', {
      name: documentName,
      documentType: 'Automation',
      // CloudFormation cannot replace a document with a name.
      updateMethod: 'NewVersion',
      content: makeRunbookDocument({
        accountId: account,
        accessPointArn,
        roleArn: role.roleArn,
        region,
        targets,
        makeBacklogAlarmName: (target) => makeBacklogAlarmName(documentName, target),
      }),
    });
  }

  private createSwitchFunctions(region: string, accessPoint: IMultiRegionAccessPoint): void {
    const scope = this.findOrCreateScope(region);
    const { active } = this.targets.find(({ name }) => name === region)!;
    createRegionSwitchFunctions(this, scope, {
      accessPointArn: importDeployedValue(scope, describeAccessPointArn(accessPoint)),
      activeRegions: active.map((member) => member.region),
      switchName: {
        functionName: `${this.documentName}-switch`, roleName: makeSwitchRoleName(this.documentName, region),
      },
      checkName: {
        functionName: `${this.documentName}-switch-check`, roleName: `${this.documentName}-switch-check-${region}`,
      },
    });
  }

  private makeSwitchFunctionArn(region: string, suffix: string): string {
    this.assertExists('function', this.regionSwitchRegions, region);
    return `arn:aws:lambda:${region}:${this.stack.account}:function:${this.documentName}-${suffix}`;
  }

  private describeDocument(region: string): StartableRunbookDocument {
    const { documentName, stack: { account } } = this;
    return { account, region, documentName, roleArn: this.makeRoleArn(makeAutomationRoleName(documentName, region)) };
  }

  private makeStartSuppressions(region: string): NagSuppression[] {
    const reason = 'all versions of the document, and executions with generated ids';
    return [`automation-definition/${this.documentName}:*`, 'automation-execution/*'].map((resource) => {
      const arn = `arn:aws:ssm:${region}:${this.stack.account}:${resource}`;
      return { id: `AwsSolutions-IAM5[Resource::${arn}]`, reason };
    });
  }

  private makeRoleArn(name: string): string {
    return `arn:aws:iam::${this.stack.account}:role/${name}`;
  }

  private assertExists(missing: 'document' | 'target' | 'function', expected: readonly string[], name: string): void {
    if (expected.includes(name)) return;
    throw new MrapValidationError([MRAP798_RUNBOOK_REGION.create({ missing, name, expected })], this);
  }

  private findOrCreateScope(region: string): Construct {
    const scope = this.scopes.get(region) ?? createRegionalScope(this, region, `${this.documentName}-runbook`);
    this.scopes.set(region, scope);
    return scope;
  }
}

function selectEdgesBetween(members: readonly UnderlyingBucket[], edges: readonly BucketEdge[]): BucketEdge[] {
  const isMember = ({ bucketName }: UnderlyingBucket) => members.some((member) => member.bucketName === bucketName);
  return edges.filter(({ source, destination }) => isMember(source) && isMember(destination));
}

function makeAutomationRoleName(runbook: string, region: string): string {
  return `${runbook}-${region}`;
}

function makeSwitchRoleName(runbook: string, region: string): string {
  return `${runbook}-switch-${region}`;
}
