import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import * as custom from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { HANDLERS_CODE } from './assets';
import { longestLength } from './policy-size';
import { type MultiRegionAccessPointHandlersOptions } from './settings';

/** One invocation waits four minutes at most. */
const FUNCTION_TIMEOUT = Duration.minutes(5);

export interface HandlerProviderProps {
  /** Exports of the bundle. */
  readonly onEvent: string;
  readonly isComplete?: string;
  /** What the handlers need in the whole account. */
  readonly statements: iam.PolicyStatement[];
}

/** One provider of custom resources: its role at once, its functions when all settings are known. */
export class HandlerProvider extends Construct {
  /** Of the functions that hold our code; onEvent and isComplete share it. */
  public readonly role: iam.Role;
  /** Known when the functions are made. */
  public readonly serviceToken: string;
  private readonly accountPolicy: iam.Policy;
  private readonly constructPolicies: iam.Policy[] = [];
  private provider?: custom.Provider;

  constructor(scope: Construct, id: string, private readonly props: HandlerProviderProps) {
    super(scope, id);
    this.role = new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    this.accountPolicy = new iam.Policy(this, 'Policy', { statements: props.statements, roles: [this.role] });
    this.serviceToken = Lazy.string({ produce: () => this.provider?.serviceToken });
  }

  /** Gives the role what one construct needs, by a policy that lives as long as that construct. */
  public allow(scope: Construct, id: string, statements: iam.PolicyStatement[]): iam.Policy {
    const policy = new iam.Policy(scope, id, { statements, roles: [this.role] });
    this.constructPolicies.push(policy);
    return policy;
  }

  /** The policies that constructs have given the role. */
  public get policies(): readonly iam.Policy[] {
    return this.constructPolicies;
  }

  /** How many characters the inline policies of the role have together, at most. */
  public policyCharacters(): number {
    return [this.accountPolicy, ...this.constructPolicies]
      .reduce((sum, policy) => sum + longestLength(policy.stack.resolve(policy.document)), 0);
  }

  /** Makes the functions and the framework around them. */
  public build(settings: MultiRegionAccessPointHandlersOptions): void {
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: settings.logRetention, encryptionKey: settings.logEncryptionKey });
    this.accountPolicy.addStatements(new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }));
    if (settings.vpc) this.role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'));

    const network = { vpc: settings.vpc, vpcSubnets: settings.vpcSubnets, securityGroups: settings.securityGroups };
    const makeFunction = (id: string, handler: string) => {
      const made = new lambda.Function(this, id, {
        ...network,
        description: `cdk-s3-mrap: ${handler}`,
        code: lambda.Code.fromAsset(HANDLERS_CODE),
        handler: `index.${handler}`,
        runtime: lambda.determineLatestNodeRuntime(this),
        timeout: FUNCTION_TIMEOUT,
        memorySize: 256,
        role: this.role,
        logGroup,
        environmentEncryption: settings.environmentEncryption,
      });
      made.node.addDependency(this.accountPolicy);
      return made;
    };
    const { onEvent, isComplete } = this.props;
    this.provider = new custom.Provider(this, 'Provider', {
      ...network,
      onEventHandler: makeFunction('OnEvent', onEvent),
      ...(isComplete && {
        isCompleteHandler: makeFunction('IsComplete', isComplete),
        queryInterval: Duration.seconds(5),
        totalTimeout: Duration.hours(1),
      }),
      logGroup,
      providerFunctionEnvEncryption: settings.environmentEncryption,
    });
  }
}
