import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HANDLERS_CODE } from '../../provider/assets';
import { makeOperationsFunction } from './operations-function';
import { failoverStatements } from './runbook-roles';

export interface RegionSwitchFunction {
  readonly functionName: string;
  readonly roleName: string;
  readonly accessPointArn: string;
  /** All others become passive. */
  readonly activeRegions: readonly string[];
}

/** The custom action of a plan of Region switch, in the Region that it activates. */
export function makeRegionSwitchFunction(owner: Construct, place: Construct, props: RegionSwitchFunction): void {
  const { functionName, roleName, accessPointArn, activeRegions } = props;
  makeOperationsFunction(owner, new Construct(place, 'Switch'), {
    functionName,
    roleName,
    description: `Makes ${activeRegions.join(', ')} active and all other Regions passive`,
    code: HANDLERS_CODE,
    handler: 'index.onRegionSwitch',
    timeout: Duration.minutes(5),
    environment: { ACCESS_POINT_ARN: accessPointArn, ACTIVE_REGIONS: activeRegions.join(',') },
    statements: failoverStatements(accessPointArn),
    wildcards: 's3:ListAllMyBuckets takes no resource',
  });
}
