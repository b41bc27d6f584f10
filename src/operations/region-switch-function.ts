import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { HANDLERS_CODE } from '../handlers/handler-provider';
import { MultiRegionAccessPointHandlers } from '../handlers/multi-region-access-point-handlers';
import { acknowledgeNag, inAllPacks } from '../synth/nag';
import { failoverStatements, inlinePolicy } from './runbook-roles';

export interface RegionSwitchFunction {
  readonly functionName: string;
  readonly roleName: string;
  readonly accessPointArn: string;
  /** All others become passive. */
  readonly activeRegions: readonly string[];
}

const FINDINGS = [
  { id: 'AwsSolutions-L1', reason: 'aws-cdk-lib chooses the latest runtime that is in every Region' },
  { id: 'AwsSolutions-IAM5[Resource::*]', reason: 's3:ListAllMyBuckets takes no resource' },
  ...inlinePolicy(),
  ...inAllPacks('LambdaConcurrency', 'runs once in a failover, and Region switch wants no reserved concurrency of zero'),
  ...inAllPacks('LambdaDLQ', 'Region switch waits for the answer and tries again'),
  ...inAllPacks('LambdaInsideVPC', 'calls only S3 Control'),
  ...inAllPacks('CloudWatchLogGroupEncrypted', 'logs hold no secret'),
];

/** The custom action of a plan of Region switch, in the Region that it activates. What cdk-nag finds is acknowledged with the handlers'. */
export function makeRegionSwitchFunction(owner: Construct, place: Construct, props: RegionSwitchFunction): void {
  const scope = new Construct(place, 'Switch');
  const logGroup = new logs.LogGroup(scope, 'Logs', {});
  const role = new iam.Role(scope, 'Role', { roleName: props.roleName, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const statements = [
    ...failoverStatements(props.accessPointArn),
    new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
  ];
  const policy = new iam.Policy(scope, 'Policy', { statements, roles: [role] });
  const made = new lambda.Function(scope, 'Function', {
    functionName: props.functionName,
    description: `Makes ${props.activeRegions.join(', ')} active and all other Regions passive`,
    code: lambda.Code.fromAsset(HANDLERS_CODE),
    handler: 'index.onRegionSwitch',
    runtime: lambda.determineLatestNodeRuntime(scope),
    timeout: Duration.minutes(5),
    memorySize: 256,
    role,
    logGroup,
    environment: { ACCESS_POINT_ARN: props.accessPointArn, ACTIVE_REGIONS: props.activeRegions.join(',') },
  });
  made.node.addDependency(policy);
  MultiRegionAccessPointHandlers.of(owner)._whenAcknowledged(() => acknowledgeNag(scope, FINDINGS));
}
