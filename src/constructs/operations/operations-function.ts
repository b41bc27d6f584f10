import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Duration } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { wildcardFindings } from '../../provider/cdk-nag-suppressions';
import { MultiRegionAccessPointHandlers } from '../../provider/multi-region-access-point-handlers';
import { suppressNagFindings, inAllNagPacks } from '../../validation/cdk-nag-suppressions';
import { inlinePolicy } from './runbook-roles';

export interface OperationsFunction {
  readonly functionName?: string;
  readonly roleName?: string;
  readonly description: string;
  /** The folder of the bundle. */
  readonly code: string;
  readonly handler: string;
  readonly timeout: Duration;
  readonly environment: { [name: string]: string };
  readonly statements: iam.PolicyStatement[];
  /** Why there are wildcards in the statements. */
  readonly wildcards: string;
}

const FINDINGS = [
  { id: 'AwsSolutions-L1', reason: 'aws-cdk-lib chooses the latest runtime that is in every Region' },
  ...inAllNagPacks('LambdaConcurrency', 'runs once at a time, started by a schedule or a plan'),
  ...inAllNagPacks('LambdaDLQ', 'whoever starts it sees that it failed, or an alarm on its errors does'),
  ...inAllNagPacks('LambdaInsideVPC', 'calls only the interfaces of AWS'),
  ...inAllNagPacks('CloudWatchLogGroupEncrypted', 'logs hold no secret'),
];

/** A function that operates an access point. What cdk-nag finds on it is acknowledged when the user does so for the handlers of `owner`. */
export function makeOperationsFunction(owner: Construct, scope: Construct, props: OperationsFunction): lambda.Function {
  const { functionName, roleName, statements, wildcards, code, ...rest } = props;
  const logGroup = new logs.LogGroup(scope, 'Logs', {});
  const role = new iam.Role(scope, 'Role', { roleName, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const logging = new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] });
  const policy = new iam.Policy(scope, 'Policy', { statements: [...statements, logging], roles: [role] });
  const made = new lambda.Function(scope, 'Function', {
    ...rest,
    functionName,
    code: lambda.Code.fromAsset(code),
    runtime: lambda.determineLatestNodeRuntime(scope),
    memorySize: 256,
    role,
    logGroup,
  });
  made.node.addDependency(policy);
  MultiRegionAccessPointHandlers.of(owner)._whenAcknowledged(() => {
    suppressNagFindings(scope, [...FINDINGS, ...inlinePolicy(), ...wildcardFindings(scope, wildcards)]);
  });
  return made;
}
