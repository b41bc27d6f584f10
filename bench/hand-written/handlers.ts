import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration } from 'aws-cdk-lib/core';
import * as custom from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';

/** The bundle of the handlers, relative to the working directory. */
const CODE = path.join(process.cwd(), 'assets', 'handlers');

export interface HandlersProps {
  readonly statements: iam.PolicyStatement[];
}

/** The function of all custom resources, with one role and one log group. */
export class Handlers extends Construct {
  public readonly role: iam.Role;
  public readonly serviceToken: string;
  public readonly permissions: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, { statements }: HandlersProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new logs.LogGroup(this, 'Logs');
    this.permissions = new iam.ManagedPolicy(this, 'Permissions', { roles: [this.role], statements });
    const policy = new iam.Policy(this, 'Policy', {
      roles: [this.role],
      statements: [
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    const handler = new lambda.Function(this, 'Function', {
      code: lambda.Code.fromAsset(CODE),
      handler: 'index.handleEvent',
      runtime: lambda.determineLatestNodeRuntime(this),
      timeout: Duration.minutes(5),
      memorySize: 256,
      role: this.role,
      logGroup,
    });
    handler.node.addDependency(policy);
    const makeRole = (name: string) => new iam.Role(this, name, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
    });
    const provider = new custom.Provider(this, 'Provider', {
      onEventHandler: handler,
      isCompleteHandler: handler,
      queryInterval: Duration.seconds(5),
      totalTimeout: Duration.hours(1),
      frameworkOnEventRole: makeRole('OnEventRole'),
      frameworkCompleteAndTimeoutRole: makeRole('IsCompleteRole'),
      logGroup,
    });
    this.serviceToken = provider.serviceToken;
  }
}
