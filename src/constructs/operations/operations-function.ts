import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { type Duration, PhysicalName } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { findOrCreateStackProvider } from '../../provider/multi-region-access-point-handlers';
import {
  makePackSuppressions, makeServerlessSuppressions, suppressNagFindings,
} from '../../validation/cdk-nag-suppressions';
import { makeWildcardSuppressions } from '../../validation/iam-nag-suppressions';
import { makeInlinePolicySuppressions } from './runbook-roles';

export interface OperationsFunctionProps {
  readonly functionName?: string;
  readonly roleName?: string;
  readonly description: string;
  /** The folder of the bundle. */
  readonly code: string;
  readonly handler: string;
  readonly timeout: Duration;
  readonly environment: { [name: string]: string };
  readonly statements: iam.PolicyStatement[];
  /** The reason for wildcards in the statements. */
  readonly wildcardReason: string;
}

const RUNTIME = 'aws-cdk-lib selects the latest runtime that every Region supports';
const SUPPRESSIONS = [
  { id: 'AwsSolutions-L1', reason: RUNTIME },
  ...makeServerlessSuppressions(RUNTIME, ['LambdaLatestVersion']),
  ...makeServerlessSuppressions('its caller or an alarm on its errors reports each failure', [
    'LambdaAsyncFailureDestination', 'LambdaDLQ', 'LambdaTracing',
  ]),
  ...makePackSuppressions('LambdaConcurrency', 'runs once at a time, started by a schedule or a plan'),
  ...makePackSuppressions('LambdaDLQ', 'its caller or an alarm on its errors reports each failure'),
  ...makePackSuppressions('LambdaInsideVPC', 'calls only AWS APIs'),
  ...makePackSuppressions('CloudWatchLogGroupEncrypted', 'logs contain no secrets'),
];

/**
 * Creates a function that operates an access point.
 *
 * The findings of cdk-nag on the function are acknowledged if the user acknowledges the findings on the handlers of the
 * owner's stack.
 */
export function createOperationsFunction(
  owner: Construct, scope: Construct, props: OperationsFunctionProps,
): lambda.Function {
  const { functionName, roleName, statements, wildcardReason, code, ...rest } = props;
  const logGroup = new logs.LogGroup(scope, 'Logs', {});
  const role = new iam.Role(scope, 'Role', {
    // The policy of a report bucket or of its key in another environment contains the name.
    roleName: roleName ?? PhysicalName.GENERATE_IF_NEEDED,
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  const logging = new iam.PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn],
  });
  const policy = new iam.Policy(scope, 'Policy', { statements: [...statements, logging], roles: [role] });
  const created = new lambda.Function(scope, 'Function', {
    ...rest,
    functionName,
    code: lambda.Code.fromAsset(code),
    runtime: lambda.determineLatestNodeRuntime(scope),
    memorySize: 256,
    role,
    logGroup,
  });
  created.node.addDependency(policy);
  findOrCreateStackProvider(owner).onAcknowledge(() => suppressNagFindings(scope, [
    ...SUPPRESSIONS, ...makeInlinePolicySuppressions(), ...makeWildcardSuppressions(scope, wildcardReason),
  ]));
  return created;
}
