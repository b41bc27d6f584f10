import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { Resource, Stack } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP798_RUNBOOK_REGION } from '../../diagnostics/definitions/operations';
import {
  assertProperties, makeListPropertyKind, makeMapPropertyKind, makeObjectWithMemberPropertyKind,
  makeOptionalPropertyKind, OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND, TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { registerOperationsNames } from '../../validation/construct-registry';
import { MrapValidationError } from '../../validation/mrap-validation-error';
import { toNameUnlessLookup } from '../../validation/tokens';
import { ACCESS_POINT_PROPERTY_KIND, type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { findAccessPointDeclaration } from '../access-point/access-point-internals';
import {
  checkFailoverConfiguration, FAILOVER_CONFIGURATION_PROPERTY_KIND, FailoverConfiguration,
} from '../access-point/failover-configuration';
import { UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket } from '../buckets/underlying-bucket';
import {
  type CrossRegionReplication, readEdgesFor, REPLICATION_PROPERTY_KIND,
} from '../replication/cross-region-replication';
import { isObservableEdge } from '../replication/edge-metrics';
import { type BucketEdge } from '../replication/replication-config';
import { listControlRegions } from './control-regions';
import { makeDefaultTargets, resolveFailoverTargets } from './failover-targets';
import { annotatePairsWithoutAlarms } from './pairs-without-alarms';
import { createRegionSwitchFunctions } from './region-switch-function';
import { createRegionalScope, describeAccessPointArn, importDeployedValue } from './regional-scope';
import { checkDocumentLength, checkRunbook } from './runbook-checks';
import { ANY_ACTIVE_REGIONS, type FailoverTarget, makeRunbookDocument } from './runbook-document';
import { createAutomationRole, grantRunbookStart, type StartableRunbookDocument } from './runbook-roles';
import { START_ON_ALARM_KINDS, startOnAlarm, type StartOnAlarmOptions } from './start-on-alarm';

/**
 * Properties for a failover runbook.
 */
export interface FailoverRunbookProps {
  /**
   * The name of the document in each Region, and the prefix of the names of its roles and functions.
   *
   * 3 to 40 lowercase letters, digits and hyphens, unique in the account. Errors: MRAP315, MRAP795.
   */
  readonly runbookName: string;

  /**
   * The access point to fail over. Errors: MRAP444.
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
   * The runbook cannot check pairs with a bucket of another account, because it reads only metrics of its own account.
   * A failover to the destination of such a pair must accept data loss. Errors: MRAP793. Warnings: MRAP219.
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
 * A runbook for a failover: a Systems Manager Automation document in several failover control Regions.
 *
 * Each document works independently of all other Regions. To fail over, start the document in a Region that answers:
 *
 *     aws ssm start-automation-execution --region us-east-1 --document-name media-failover \
 *       --parameters Target=us-east-1,AcceptDataLoss=no
 *
 * The document reads the routes through all control Regions that answer, and checks that no replication to the Regions
 * that become active is pending. Then it submits the complete routing table of the target through its own Region, and
 * waits until S3 returns the new routes. With `ExpectedActiveRegions=eu-west-1`, it changes nothing if most control
 * Regions return other active Regions. With `AcceptDataLoss=yes`, it does not check the replication.
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

  /**
   * The name of the document in each Region.
   */
  public readonly runbookName: string;

  private readonly targets: readonly FailoverTarget[];
  private readonly members: readonly UnderlyingBucket[];
  /** The declared routes of the access point. */
  private readonly failover?: FailoverConfiguration;
  /** The replication between the members. Copies to other buckets do not matter for a failover. */
  private readonly edges: readonly BucketEdge[];
  private readonly scopes = new Map<string, Construct>();

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: FailoverRunbookProps) {
    super(scope, id);
    assertProperties(this, props, {
      runbookName: TEXT_PROPERTY_KIND,
      multiRegionAccessPoint: ACCESS_POINT_PROPERTY_KIND,
      buckets: makeOptionalPropertyKind(makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND)),
      replication: makeOptionalPropertyKind(REPLICATION_PROPERTY_KIND),
      controlRegions: OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND,
      targets: makeOptionalPropertyKind(makeMapPropertyKind(FAILOVER_CONFIGURATION_PROPERTY_KIND)),
      regionSwitchRegions: OPTIONAL_KNOWN_TEXT_LIST_PROPERTY_KIND,
    });
    const { multiRegionAccessPoint: accessPoint, replication } = props;
    const declaration = findAccessPointDeclaration(accessPoint);
    const members = props.buckets ?? declaration?.buckets ?? [];
    const targets = props.targets ?? makeDefaultTargets(members);
    this.members = members;
    this.failover = declaration?.failover;
    const edges = replication ? selectEdgesBetween(members, readEdgesFor(this, replication)) : [];
    this.edges = edges.filter((edge) => isObservableEdge(this, replication!, edge));
    this.runbookName = toNameUnlessLookup(props.runbookName);
    this.regionSwitchRegions = [...props.regionSwitchRegions ?? []];
    this.controlRegions = props.controlRegions
      ?? listControlRegions(this.stack.region, members, declaration?.failover);
    assertNoErrorsAndAnnotateFindings(this, checkRunbook(this, {
      homeRegion: this.stack.region,
      name: this.runbookName,
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
    for (const region of this.controlRegions) this.createDocument(region, props);
    for (const region of this.regionSwitchRegions) this.createSwitchFunctions(region, accessPoint);
    registerOperationsNames(this, {
      property: 'runbookName',
      name: this.runbookName,
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
   * @returns the ARN of the document
   */
  public documentArn(region: string): string {
    this.assertExists('document', this.controlRegions, region);
    return `arn:aws:ssm:${region}:${this.stack.account}:document/${this.runbookName}`;
  }

  /**
   * Returns the ARN of the function for an ARC Region switch plan in one Region.
   *
   * The function changes the routes. The role of the plan needs permission to invoke the function. Throws MRAP798 if
   * there is no function in the Region.
   *
   * @param region a Region of `regionSwitchRegions`
   * @returns the ARN of the function
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
   * @returns the ARN of the function
   */
  public regionSwitchCheckFunctionArn(region: string): string {
    return this.makeSwitchFunctionArn(region, 'switch-check');
  }

  /**
   * The ARNs of all roles that fail over.
   *
   * `ReplicationAlarms` reports routes changed by functions, and with `runbooks` no routes changed by documents.
   */
  public get roleArns(): string[] {
    return [
      ...listDocumentRoleArns(this),
      ...this.regionSwitchRegions
        .map((region) => makeRoleArn(this.stack.account, makeSwitchRoleName(this.runbookName, region))),
    ];
  }

  /**
   * Grants permission to start the documents of all Regions. Throws MRAP760 for a grantee that cannot receive it.
   *
   * @param grantee the principal that receives the permissions
   */
  public grantStart(grantee: iam.IGrantable): void {
    grantRunbookStart(this, grantee, this.controlRegions.map((region) => this.describeDocument(region)));
  }

  /**
   * Starts the document in an alarm's Region if the alarm enters the state ALARM.
   *
   * The alarm starts the failover without confirmation. Choose an alarm that only an outage of a Region raises. The
   * document does not overwrite a manual failover (`expectedActiveRegions`). Throws MRAP798 if there is no document in
   * the Region of the alarm, or no target of this name.
   *
   * @param alarm an alarm in a Region of a document
   * @param target the name of the target
   * @param options options for the execution
   */
  public startOnAlarm(alarm: cloudwatch.IAlarm, target: string, options: StartOnAlarmOptions = {}): void {
    assertProperties(this, { alarm, target, options, ...options }, START_ON_ALARM_KINDS);
    const { region } = alarm.env;
    this.assertExists('document', this.controlRegions, region);
    this.assertExists('target', this.targets.map(({ name }) => name), target);
    const expected = this.findExpectedRegions(options);
    startOnAlarm(this.findOrCreateScope(region), alarm, {
      ...this.describeDocument(region),
      parameters: {
        Target: [target],
        AcceptDataLoss: [options.acceptDataLoss ? 'yes' : 'no'],
        ExpectedActiveRegions: [expected],
      },
    });
  }

  private findExpectedRegions({ expectedActiveRegions: regions }: StartOnAlarmOptions): string {
    const expected = regions ? FailoverConfiguration.activePassive(regions) : this.failover;
    if (expected === undefined) return ANY_ACTIVE_REGIONS;
    assertNoErrorsAndAnnotateFindings(this, checkFailoverConfiguration(
      expected, this.members.map(({ region }) => region),
    ));
    return resolveFailoverTargets({ expected }, this.members)[0].active.map(({ region }) => region).join(',');
  }

  private createDocument(region: string, { multiRegionAccessPoint }: FailoverRunbookProps): void {
    const { runbookName: documentName, targets } = this;
    const scope = this.findOrCreateScope(region);
    const { account } = Stack.of(scope);
    const accessPointArn = importDeployedValue(scope, describeAccessPointArn(multiRegionAccessPoint));
    const roleName = makeAutomationRoleName(documentName, region);
    const role = createAutomationRole(scope, roleName, { account, region, accessPointArn });
    const content = makeRunbookDocument({
      accountId: account,
      accessPointArn,
      roleArn: role.roleArn,
      region,
      targets,
      edges: this.edges,
    });
    assertNoErrorsAndAnnotateFindings(this, checkDocumentLength(this.stack.resolve(content)));
    new ssm.CfnDocument(scope, 'Document', {
      name: documentName,
      documentType: 'Automation',
      // CloudFormation cannot replace a document with a name.
      updateMethod: 'NewVersion',
      content,
    });
  }

  private createSwitchFunctions(region: string, accessPoint: IMultiRegionAccessPoint): void {
    const scope = this.findOrCreateScope(region);
    const { active } = this.targets.find(({ name }) => name === region)!;
    createRegionSwitchFunctions(this, scope, {
      accessPointArn: importDeployedValue(scope, describeAccessPointArn(accessPoint)),
      activeRegions: active.map((member) => member.region),
      switchName: {
        functionName: `${this.runbookName}-switch`, roleName: makeSwitchRoleName(this.runbookName, region),
      },
      checkName: {
        functionName: `${this.runbookName}-switch-check`, roleName: `${this.runbookName}-switch-check-${region}`,
      },
    });
  }

  private makeSwitchFunctionArn(region: string, suffix: string): string {
    this.assertExists('function', this.regionSwitchRegions, region);
    return `arn:aws:lambda:${region}:${this.stack.account}:function:${this.runbookName}-${suffix}`;
  }

  private describeDocument(region: string): StartableRunbookDocument {
    const { runbookName: documentName, stack: { account } } = this;
    const roleArn = makeRoleArn(account, makeAutomationRoleName(documentName, region));
    return { account, region, documentName, roleArn };
  }

  private assertExists(missing: 'document' | 'target' | 'function', expected: readonly string[], name: string): void {
    if (expected.includes(name)) return;
    throw new MrapValidationError([MRAP798_RUNBOOK_REGION.create({ missing, name, expected })], this);
  }

  private findOrCreateScope(region: string): Construct {
    const scope = this.scopes.get(region) ?? createRegionalScope(this, region, `${this.runbookName}-runbook`);
    this.scopes.set(region, scope);
    return scope;
  }
}

/** The kind of a property that accepts a runbook. */
export const RUNBOOK_PROPERTY_KIND = makeObjectWithMemberPropertyKind('regionSwitchFunctionArn', 'a runbook');

/** Lists the ARNs of the roles of the documents of a runbook. */
export function listDocumentRoleArns({ controlRegions, runbookName, stack }: FailoverRunbook): string[] {
  return controlRegions.map((region) => makeRoleArn(stack.account, makeAutomationRoleName(runbookName, region)));
}

function makeRoleArn(account: string, name: string): string {
  return `arn:aws:iam::${account}:role/${name}`;
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
