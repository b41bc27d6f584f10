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
  readonly onEvent: string;
  readonly isComplete?: string;
  readonly statements: iam.PolicyStatement[];
}

/** The functions of custom resources, with one role and one log group. */
export class Handlers extends Construct {
  public readonly role: iam.Role;
  public readonly serviceToken: string;

  constructor(scope: Construct, id: string, { onEvent, isComplete, statements }: HandlersProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new logs.LogGroup(this, 'Logs');
    const policy = new iam.Policy(this, 'Policy', {
      roles: [this.role],
      statements: [
        ...statements,
        new iam.PolicyStatement({
          actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
          resources: [logGroup.logGroupArn],
        }),
      ],
    });
    const functionFor = (name: string) => {
      const handler = new lambda.Function(this, name, {
        code: lambda.Code.fromAsset(CODE),
        handler: `index.${name}`,
        runtime: lambda.determineLatestNodeRuntime(this),
        timeout: Duration.minutes(5),
        memorySize: 256,
        role: this.role,
        logGroup,
      });
      handler.node.addDependency(policy);
      return handler;
    };
    const provider = new custom.Provider(this, 'Provider', {
      onEventHandler: functionFor(onEvent),
      ...(isComplete && {
        isCompleteHandler: functionFor(isComplete),
        queryInterval: Duration.seconds(5),
        totalTimeout: Duration.hours(1),
      }),
      logGroup,
    });
    this.serviceToken = provider.serviceToken;
  }

  /** Adds the permissions of one custom resource. */
  public allow(id: string, actions: string[], resources: string[]): iam.Policy {
    return new iam.Policy(this, id, {
      roles: [this.role],
      statements: [new iam.PolicyStatement({ actions, resources })],
    });
  }
}
