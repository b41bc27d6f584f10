import * as regionSwitch from 'aws-cdk-lib/aws-arcregionswitch';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Duration, Resource } from 'aws-cdk-lib/core';
import { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
import { type Construct } from 'constructs';
import { MRAP750_REGION_SWITCH_PLAN } from '../../diagnostics/definitions/region-switch';
import { type Finding } from '../../diagnostics/finding';
import {
  assertProperties, OPTIONAL_DURATION_PROPERTY_KIND, OPTIONAL_TEXT_PROPERTY_KIND, TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { type FailoverRunbook, RUNBOOK_PROPERTY_KIND } from './failover-runbook';
import { makeInlinePolicySuppressions } from './runbook-roles';

const PLAN_NAME = /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/;
/** The function retries for less than five minutes by itself. A later attempt can find a control Region again. */
const STEP_TIMEOUT_MINUTES = 15;
const RETRY_INTERVAL_MINUTES = 6;

/**
 * Properties for an ARC Region switch plan.
 */
export interface RegionSwitchPlanProps {
  /**
   * The name of the plan.
   *
   * 1 to 32 letters, digits and hyphens that begin and end with a letter or digit. Errors: MRAP750.
   */
  readonly planName: string;

  /**
   * The runbook whose functions the plan runs.
   *
   * Its `regionSwitchRegions` are the Regions of the plan, so there are exactly two of them. Errors: MRAP750.
   */
  readonly runbook: FailoverRunbook;

  /**
   * The Region that is active in normal operation. Errors: MRAP750.
   *
   * @default - the first Region of `regionSwitchRegions`
   */
  readonly primaryRegion?: string;

  /**
   * The duration within which a Region switch should end. ARC reports executions that take longer.
   *
   * @default - no objective
   */
  readonly recoveryTimeObjective?: Duration;

  /**
   * The description of the plan.
   *
   * @default - a description that contains the Regions
   */
  readonly description?: string;
}

/**
 * A plan of ARC Region switch that fails over a Multi-Region Access Point between two Regions.
 *
 * ARC has no step for S3, so the plan runs functions of the runbook in the Region that it activates. The first step
 * fails if replication is pending or its status is unknown. An ungraceful execution skips this step. The second step
 * changes the routes, and its function reports pending replication.
 *
 *     aws arc-region-switch start-plan-execution --region us-east-1 --plan-arn <arn> --action activate \
 *       --target-region us-east-1 --mode graceful
 *
 * ARC evaluates the plan regularly. Until the stacks of the runbook are deployed, the evaluation reports that the
 * functions do not exist.
 *
 * @see https://docs.aws.amazon.com/r53recovery/latest/dg/region-switch.html
 *
 * @example
 * const runbook = new FailoverRunbook(stack, 'Failover', {
 *   runbookName: 'media-failover',
 *   multiRegionAccessPoint: replicatedMedia.accessPoint,
 *   replication: replicatedMedia.replication,
 *   regionSwitchRegions: ['eu-west-1', 'us-east-1'],
 * });
 * new RegionSwitchPlan(stack, 'Plan', { planName: 'media', runbook });
 */
@propertyInjectable
export class RegionSwitchPlan extends Resource {
  /**
   * Uniquely identifies this class for property injection.
   */
  public static readonly PROPERTY_INJECTION_ID: string = 'cdk-s3-mrap.RegionSwitchPlan';

  /**
   * The ARN of the plan.
   */
  public readonly planArn: string;

  /**
   * @param scope the construct that contains this construct
   * @param id the id of this construct within the scope
   * @param props the configuration
   */
  constructor(scope: Construct, id: string, props: RegionSwitchPlanProps) {
    super(scope, id);
    assertProperties(this, props, {
      planName: TEXT_PROPERTY_KIND,
      primaryRegion: OPTIONAL_TEXT_PROPERTY_KIND,
      recoveryTimeObjective: OPTIONAL_DURATION_PROPERTY_KIND,
      runbook: RUNBOOK_PROPERTY_KIND,
    });
    const { planName, runbook, recoveryTimeObjective } = props;
    const regions = [...runbook.regionSwitchRegions];
    const { primaryRegion = regions[0], description = `Fails over between ${regions.join(' and ')}` } = props;
    assertNoErrorsAndAnnotateFindings(this, checkPlan(planName, regions, primaryRegion));

    const plan = new regionSwitch.CfnPlan(this, 'Resource', {
      name: planName,
      description,
      executionRole: createExecutionRole(this, runbook).roleArn,
      recoveryApproach: 'activePassive',
      regions,
      primaryRegion,
      recoveryTimeObjectiveMinutes: recoveryTimeObjective?.toMinutes(),
      workflows: regions.map((region) => ({
        workflowTargetAction: 'activate',
        workflowTargetRegion: region,
        workflowDescription: `Makes ${region} active`,
        steps: makeSteps(runbook),
      })),
    });
    this.planArn = plan.attrArn;
  }
}

function checkPlan(name: string, regions: readonly string[], primaryRegion: string): Finding[] {
  return [
    ...(PLAN_NAME.test(name) ? [] : [MRAP750_REGION_SWITCH_PLAN.create({
      problem: 'name', got: name, expected: '1 to 32 letters, digits and hyphens that are known at synthesis',
    })]),
    ...(new Set(regions).size === 2 && regions.length === 2 ? [] : [MRAP750_REGION_SWITCH_PLAN.create({
      problem: 'list of Regions', got: regions.join(','), expected: 'two Regions in regionSwitchRegions of the runbook',
    })]),
    ...(regions.length === 0 || regions.includes(primaryRegion) ? [] : [MRAP750_REGION_SWITCH_PLAN.create({
      problem: 'primary Region', got: primaryRegion, expected: `one of ${regions.join(', ')}`,
    })]),
  ];
}

function makeSteps(runbook: FailoverRunbook): regionSwitch.CfnPlan.StepProperty[] {
  const makeStep = (name: string, description: string, arns: string[], isSkippedIfUngraceful: boolean) => ({
    name,
    description,
    executionBlockType: 'CustomActionLambda',
    executionBlockConfiguration: {
      customActionLambdaConfig: {
        lambdas: arns.map((arn) => ({ arn })),
        regionToRun: 'activatingRegion',
        retryIntervalMinutes: RETRY_INTERVAL_MINUTES,
        timeoutMinutes: STEP_TIMEOUT_MINUTES,
        ...(isSkippedIfUngraceful && { ungraceful: { behavior: 'skip' } }),
      },
    },
  });
  const { regionSwitchRegions: regions } = runbook;
  const checks = regions.map((region) => runbook.regionSwitchCheckFunctionArn(region));
  const switches = regions.map((region) => runbook.regionSwitchFunctionArn(region));
  return [
    makeStep('check-replication', 'Fails if replication is pending', checks, true),
    makeStep('change-routes', 'Changes the routes of the access point', switches, false),
  ];
}

/** @see https://docs.aws.amazon.com/r53recovery/latest/dg/security_iam_region_switch_lambda.html */
function createExecutionRole(scope: Construct, runbook: FailoverRunbook): iam.Role {
  const role = new iam.Role(scope, 'Role', { assumedBy: new iam.ServicePrincipal('arc-region-switch.amazonaws.com') });
  const functions = runbook.regionSwitchRegions.flatMap((region) => [
    runbook.regionSwitchCheckFunctionArn(region), runbook.regionSwitchFunctionArn(region),
  ]);
  role.addToPolicy(new iam.PolicyStatement({
    actions: ['lambda:GetFunction', 'lambda:InvokeFunction'], resources: functions,
  }));
  suppressNagFindings(role, makeInlinePolicySuppressions());
  return role;
}
