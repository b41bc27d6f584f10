import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import * as custom from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { HANDLERS_BUNDLE_FOLDER } from './assets';
import { makeProxyEnvironment } from './handler-proxy';
import { computeWorstCasePolicyLength } from './policy-size';
import { type MultiRegionAccessPointHandlersOptions } from './settings';

/** One invocation waits for at most four minutes. */
const FUNCTION_TIMEOUT = Duration.minutes(5);

export interface HandlerProviderProps {
  /** The name of the bundle's export that handles the events of custom resources. */
  readonly onEvent: string;
  /** The name of the bundle's export that polls for completion. */
  readonly isComplete?: string;
  /** The statements that the handlers need in the whole account. */
  readonly statements: iam.PolicyStatement[];
}

/** A custom resource provider. It creates its role immediately, and its functions after all settings are known. */
export class HandlerProvider extends Construct {
  /** The role that the functions for `onEvent` and `isComplete` share. */
  public readonly role: iam.Role;
  /** Resolves after `createFunctions` was called. */
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

  /** Attaches a policy to the role for one construct. CloudFormation deletes the policy together with the construct. */
  public addPermissions(scope: Construct, id: string, statements: iam.PolicyStatement[]): iam.Policy {
    const policy = new iam.Policy(scope, id, { statements, roles: [this.role] });
    this.constructPolicies.push(policy);
    return policy;
  }

  /** The policies that constructs have attached to the role. */
  public get policies(): readonly iam.Policy[] {
    return this.constructPolicies;
  }

  /** Computes the maximum number of characters of all inline policies of the role. */
  public computePolicyCharacters(): number {
    return [this.accountPolicy, ...this.constructPolicies]
      .reduce((sum, policy) => sum + computeWorstCasePolicyLength(policy.stack.resolve(policy.document)), 0);
  }

  /** Creates the functions and the provider framework. */
  public createFunctions(settings: MultiRegionAccessPointHandlersOptions): void {
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: settings.logRetention, encryptionKey: settings.logEncryptionKey,
    });
    this.accountPolicy.addStatements(new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }));
    if (settings.vpc) this.role.addManagedPolicy(makeVpcAccessPolicy());

    const network = { vpc: settings.vpc, vpcSubnets: settings.vpcSubnets, securityGroups: settings.securityGroups };
    const createFunction = (id: string, handler: string) => {
      const created = new lambda.Function(this, id, {
        ...network,
        description: `cdk-s3-mrap: ${handler}`,
        code: lambda.Code.fromAsset(HANDLERS_BUNDLE_FOLDER),
        handler: `index.${handler}`,
        runtime: lambda.determineLatestNodeRuntime(this),
        timeout: FUNCTION_TIMEOUT,
        memorySize: 256,
        role: this.role,
        logGroup,
        environment: makeProxyEnvironment(settings.proxy),
        environmentEncryption: settings.environmentEncryption,
      });
      created.node.addDependency(this.accountPolicy);
      return created;
    };
    const { onEvent, isComplete } = this.props;
    this.provider = new custom.Provider(this, 'Provider', {
      ...network,
      onEventHandler: createFunction('OnEvent', onEvent),
      ...(isComplete && {
        isCompleteHandler: createFunction('IsComplete', isComplete),
        queryInterval: Duration.seconds(5),
        totalTimeout: Duration.hours(1),
      }),
      logGroup,
      providerFunctionEnvEncryption: settings.environmentEncryption,
    });
  }
}

function makeVpcAccessPolicy(): iam.IManagedPolicy {
  return iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole');
}
