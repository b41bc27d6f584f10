import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HANDLERS_BUNDLE_FOLDER } from '../../provider/assets';
import { createOperationsFunction } from './operations-function';
import { makeFailoverStatements } from './runbook-roles';

export interface RegionSwitchFunctionProps {
  readonly functionName: string;
  readonly roleName: string;
  readonly accessPointArn: string;
  /** All other Regions become passive. */
  readonly activeRegions: readonly string[];
}

/** Creates the function for the custom action of an ARC Region switch plan, in the Region that the plan activates. */
export function createRegionSwitchFunction(
  owner: Construct, scope: Construct, props: RegionSwitchFunctionProps,
): void {
  const { functionName, roleName, accessPointArn, activeRegions } = props;
  createOperationsFunction(owner, new Construct(scope, 'Switch'), {
    functionName,
    roleName,
    description: `Makes ${activeRegions.join(', ')} active and all other Regions passive`,
    code: HANDLERS_BUNDLE_FOLDER,
    handler: 'index.onRegionSwitch',
    timeout: Duration.minutes(5),
    environment: { ACCESS_POINT_ARN: accessPointArn, ACTIVE_REGIONS: activeRegions.join(',') },
    statements: makeFailoverStatements(accessPointArn),
    wildcardReason: 's3:ListAllMyBuckets supports no resource',
  });
}
