import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type PassRolePermission } from '../../lab/service-lab';
import { findResource, type RunScope } from './resource-arns';

/** A CloudFormation template. */
export interface StackTemplate {
  readonly Resources: Readonly<Record<string, object>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: object }>>;
}

interface PolicyStatement {
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: object;
}

/** The path of all roles of a run. */
export const ROLE_PATH = '/mrap-verify/';
/** Longer than each delay of a probe. */
const FUNCTION_TIMEOUT_SECONDS = 600;

const getArn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function makeRole(principal: object, statements: readonly PolicyStatement[], condition?: object): object {
  const trust = {
    Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...(condition && { Condition: condition }),
  };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Path: ROLE_PATH,
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      ...(statements.length > 0 && {
        Policies: [{ PolicyName: 'probe', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      }),
    },
  };
}

const makeServiceRole = (service: string, statements: readonly PolicyStatement[]) =>
  makeRole({ Service: service }, statements);

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
          RoleArn: getArn('StateMachineRole'),
          DefinitionString: JSON.stringify({ StartAt: 'End', States: { End: { Type: 'Succeed' } } }),
        },
      },
      LogGroup: { Type: 'AWS::Logs::LogGroup', Properties: { RetentionInDays: 1 } },
      FunctionRole: makeServiceRole('lambda.amazonaws.com', [
        { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: getArn('LogGroup') },
        { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: getArn('Queue') },
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
          Role: getArn('FunctionRole'),
          Timeout: FUNCTION_TIMEOUT_SECONDS,
          Code: { ZipFile: readFileSync(path.join(__dirname, 'recorder-function.cjs'), 'utf8') },
          Environment: { Variables: { QUEUE_URL: { Ref: 'Queue' }, STATE_MACHINE_ARN: { Ref: 'StateMachine' } } },
          LoggingConfig: { LogGroup: { Ref: 'LogGroup' } },
        },
      },
    },
    Outputs: { FunctionArn: { Value: getArn('Function') }, QueueUrl: { Value: { Ref: 'Queue' } } },
  };
}

/** The stack of the role of replication rules. S3 can assume it, and it allows nothing. */
export function makeReplicationRoleTemplate(): StackTemplate {
  return {
    Resources: { Role: makeServiceRole('s3.amazonaws.com', []) },
    Outputs: { RoleArn: { Value: getArn('Role') } },
  };
}

export interface RestrictedRole extends RunScope {
  /** The id of the caller of the run, which is the only one that can assume the role. */
  readonly callerId: string;
  readonly actions: readonly string[];
  readonly passRole?: PassRolePermission;
  readonly replicationRoleArn: string;
}

/** The stack of a role with these actions only, on the resources of the run. Only the caller of the run assumes it. */
export function makeRestrictedRoleTemplate(role: RestrictedRole): StackTemplate {
  const { accountId, prefix, callerId, actions, passRole, replicationRoleArn } = role;
  const resources = [...new Set(actions.map((action) => findResource(action, role)))];
  const statements: PolicyStatement[] = [
    ...resources.map((resource) => ({
      Effect: 'Allow' as const,
      Action: actions.filter((action) => findResource(action, role) === resource),
      Resource: resource,
    })),
    ...(passRole === undefined ? [] : [{
      Effect: 'Allow' as const,
      Action: ['iam:PassRole'],
      Resource: replicationRoleArn,
      Condition: { StringEquals: { 'iam:PassedToService': passRole.passedToService } },
    }]),
  ];
  return {
    Resources: {
      Role: makeRole({ AWS: `arn:aws:iam::${accountId}:root` }, statements, {
        StringEquals: { 'sts:ExternalId': prefix },
        // New credentials of the same role have another name of the session after the colon.
        StringLike: { 'aws:userid': callerId.replace(/:.*/, ':*') },
      }),
    },
    Outputs: { RoleArn: { Value: getArn('Role') } },
  };
}
