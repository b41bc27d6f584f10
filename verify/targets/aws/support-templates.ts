import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type PassRolePermission } from '../../lab/service-lab';
import { getAttribute, type StackTemplate } from '../../lab/stack-template';
import { allow, compareKeyAlias, makeRole, makeServiceRole, type PolicyStatement } from '../../lab/templates/role';
import { findResource, type RunScope } from './resource-arns';

/** Longer than each delay of a probe. */
const FUNCTION_TIMEOUT_SECONDS = 600;

/** The stack of the function that answers the custom resources of the probes, and of its queue. */
export function makeRecorderTemplate(prefix: string): StackTemplate {
  const stacks = 'arn:${AWS::Partition}:cloudformation:${AWS::Region}:${AWS::AccountId}:stack';
  const ofRun = { 'Fn::Sub': `${stacks}/${prefix}-*` };
  return {
    Resources: {
      Queue: { Type: 'AWS::SQS::Queue', Properties: { SqsManagedSseEnabled: true } },
      StateMachineRole: makeServiceRole('states.amazonaws.com', []),
      StateMachine: {
        Type: 'AWS::StepFunctions::StateMachine',
        Properties: {
          // The name that CloudFormation generates does not begin with the name of the stack.
          StateMachineName: { Ref: 'AWS::StackName' },
          RoleArn: getAttribute('StateMachineRole'),
          DefinitionString: JSON.stringify({ StartAt: 'End', States: { End: { Type: 'Succeed' } } }),
        },
      },
      LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 1 } },
      FunctionRole: makeServiceRole('lambda.amazonaws.com', [
        { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: getAttribute('LogGroup') },
        { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: getAttribute('Queue') },
        { Effect: 'Allow', Action: ['states:StartExecution'], Resource: { Ref: 'StateMachine' } },
        {
          Effect: 'Allow',
          Action: [
            'cloudformation:DescribeStackEvents', 'cloudformation:DescribeStackResource',
            'cloudformation:DescribeStacks', 'cloudformation:ListStackResources',
          ],
          Resource: ofRun,
        },
      ]),
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Runtime: 'nodejs22.x',
          Handler: 'index.handler',
          Role: getAttribute('FunctionRole'),
          Timeout: FUNCTION_TIMEOUT_SECONDS,
          Code: { ZipFile: readFileSync(path.join(__dirname, 'recorder-function.cjs'), 'utf8') },
          Environment: { Variables: { QUEUE_URL: { Ref: 'Queue' }, STATE_MACHINE_ARN: { Ref: 'StateMachine' } } },
          LoggingConfig: { LogGroup: { Ref: 'LogGroup' } },
        },
      },
    },
    Outputs: { FunctionArn: { Value: getAttribute('Function') }, QueueUrl: { Value: { Ref: 'Queue' } } },
  };
}

export interface RestrictedRole extends RunScope {
  /** The id of the caller of the run, which is the only one that can assume the role. */
  readonly callerId: string;
  readonly actions: readonly string[];
  readonly passRole?: PassRolePermission;
  readonly keyAlias?: string;
  readonly replicationRoleArn: string;
}

/** The stack of a role with these actions only, on the resources of the run. Only the caller of the run assumes it. */
export function makeRestrictedRoleTemplate(role: RestrictedRole): StackTemplate {
  const { accountId, prefix, callerId, passRole, keyAlias, replicationRoleArn } = role;
  const [keyActions, actions] = [true, false].map((isOfKeys) =>
    role.actions.filter((action) => action.startsWith('kms:') === isOfKeys));
  const resources = [...new Set(actions.map((action) => findResource(action, role)))];
  const statements: PolicyStatement[] = [
    ...resources.map((resource) =>
      allow(actions.filter((action) => findResource(action, role) === resource), resource)),
    ...(keyAlias === undefined ? [] : [allow(keyActions, '*', compareKeyAlias(keyAlias))]),
    ...(passRole === undefined ? [] : [
      allow(['iam:PassRole'], replicationRoleArn, {
        StringEquals: { 'iam:PassedToService': passRole.passedToService },
      }),
    ]),
  ];
  return {
    Resources: {
      Role: makeRole({ AWS: `arn:aws:iam::${accountId}:root` }, statements, {
        StringEquals: { 'sts:ExternalId': prefix },
        // New credentials of the same role have another name of the session after the colon.
        StringLike: { 'aws:userid': callerId.replace(/:.*/, ':*') },
      }),
    },
    Outputs: { RoleArn: { Value: getAttribute('Role') } },
  };
}
