import * as iam from 'aws-cdk-lib/aws-iam';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { DRILL_BUNDLE_FOLDER } from '../../provider/assets';
import { createOperationsFunction } from './operations-function';
import { makeFailoverStatements, makeRoutesReadStatements } from './runbook-roles';

export interface RegionSwitchFunctionsProps {
  readonly accessPointArn: string;
  /** All other Regions become passive. */
  readonly activeRegions: readonly string[];
  readonly switchName: RegionSwitchFunctionNames;
  readonly checkName: RegionSwitchFunctionNames;
}

export interface RegionSwitchFunctionNames {
  readonly functionName: string;
  readonly roleName: string;
}

/**
 * Creates the functions for the custom actions of an ARC Region switch plan, in the Region that the plan activates. One
 * function checks the backlog, and the other one changes the routes.
 */
export function createRegionSwitchFunctions(
  owner: Construct, scope: Construct, props: RegionSwitchFunctionsProps,
): void {
  const { accessPointArn, activeRegions, switchName, checkName } = props;
  const active = activeRegions.join(', ');
  const functions = [
    {
      ...switchName,
      id: 'Switch',
      description: `Makes ${active} active and all other Regions passive`,
      handler: 'index.onRegionSwitch',
      statements: makeFailoverStatements(accessPointArn),
    },
    {
      ...checkName,
      id: 'SwitchCheck',
      description: `Checks that no replication is pending before ${active} becomes active`,
      handler: 'index.onRegionSwitchCheck',
      statements: makeRoutesReadStatements(accessPointArn),
    },
  ];
  for (const { id, statements, ...names } of functions) {
    createOperationsFunction(owner, new Construct(scope, id), {
      ...names,
      code: DRILL_BUNDLE_FOLDER,
      timeout: Duration.minutes(5),
      environment: { ACCESS_POINT_ARN: accessPointArn, ACTIVE_REGIONS: activeRegions.join(',') },
      statements: [...statements, makeMetricsStatement()],
      wildcardReason: 's3:ListAllMyBuckets and the actions that read metrics support no resource',
    });
  }
}

function makeMetricsStatement(): iam.PolicyStatement {
  // CloudWatch supports no resource for the actions that read metrics.
  return new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricData', 'cloudwatch:ListMetrics'], resources: ['*'] });
}
