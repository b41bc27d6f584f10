import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import * as custom from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { hasOnlyPseudoParameters } from '../validation/stack-independence';
import { HANDLERS_BUNDLE_FOLDER } from './assets';
import { type HandlerPermission } from './handler-permissions';
import { makeProxyEnvironment } from './handler-proxy';
import { OwnPolicies } from './own-policies';
import { type MultiRegionAccessPointHandlersOptions } from './settings';
import { type PolicySize, SharedPolicies } from './shared-policies';

/** One invocation waits for at most four minutes. */
const FUNCTION_TIMEOUT = Duration.minutes(5);

/**
 * The provider of all custom resources of a stack: one function, and the three functions and the state machine of the
 * provider framework. It creates its role immediately, and its functions after all settings are known.
 */
export class HandlerProvider extends Construct {
  /** The role of the function that calls S3. */
  public readonly role: iam.Role;
  /** Resolves after `createFunctions` was called. */
  public readonly serviceToken: string;
  private readonly logPolicy: iam.Policy;
  private readonly sharedPolicies: SharedPolicies;
  private readonly ownPolicies: OwnPolicies;
  private provider?: custom.Provider;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.role = this.createRole('Role');
    this.logPolicy = new iam.Policy(this, 'Policy', { roles: [this.role] });
    this.sharedPolicies = new SharedPolicies(this, this.role);
    this.ownPolicies = new OwnPolicies(this.role);
    this.serviceToken = Lazy.string({ produce: () => this.provider?.serviceToken });
  }

  /**
   * Grants the permissions of a construct to the handlers. CloudFormation creates them before the custom resources of
   * the construct, and deletes them after the custom resources.
   */
  public allow(
    construct: Construct, resources: readonly Construct[], permissions: readonly HandlerPermission[],
  ): void {
    // The shared policies already exist if an aspect declares the construct.
    const isShared = (permission: HandlerPermission) =>
      this.provider === undefined && hasOnlyPseudoParameters(this, permission.resource);
    this.sharedPolicies.request(construct, resources, permissions.filter(isShared));
    this.ownPolicies.create(construct, resources, permissions.filter((permission) => !isShared(permission)));
  }

  /** The policies with the permissions of constructs. */
  public get policies(): readonly Construct[] {
    return [...this.sharedPolicies.policies, ...this.ownPolicies.policies];
  }

  /** Measures the policies of the role: the managed policies together, and the inline policies together. */
  public measurePolicies(): PolicySize[] {
    return [this.sharedPolicies.measure(), this.ownPolicies.measure()];
  }

  /** Creates the functions, the provider framework and the shared policies. */
  public createFunctions(settings: MultiRegionAccessPointHandlersOptions): void {
    const logGroup = new logs.LogGroup(this, 'Logs', {
      retention: settings.logRetention, encryptionKey: settings.logEncryptionKey,
    });
    const logging = new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn],
    });
    const onEventRole = this.createRole('OnEventRole');
    const isCompleteRole = this.createRole('IsCompleteRole');
    for (const role of [onEventRole, isCompleteRole]) role.addToPolicy(logging);
    this.logPolicy.addStatements(logging);
    if (settings.vpc) for (const role of [this.role, onEventRole, isCompleteRole]) allowVpcAccess(role);

    const network = { vpc: settings.vpc, vpcSubnets: settings.vpcSubnets, securityGroups: settings.securityGroups };
    const handler = new lambda.Function(this, 'Function', {
      ...network,
      description: 'cdk-s3-mrap: custom resources',
      code: lambda.Code.fromAsset(HANDLERS_BUNDLE_FOLDER),
      handler: 'index.handleEvent',
      runtime: lambda.determineLatestNodeRuntime(this),
      timeout: FUNCTION_TIMEOUT,
      memorySize: 256,
      role: this.role,
      logGroup,
      environment: makeProxyEnvironment(settings.proxy),
      environmentEncryption: settings.environmentEncryption,
    });
    handler.node.addDependency(this.logPolicy);
    this.provider = new custom.Provider(this, 'Framework', {
      ...network,
      onEventHandler: handler,
      isCompleteHandler: handler,
      queryInterval: Duration.seconds(5),
      totalTimeout: Duration.hours(1),
      // One role for both would be part of a cycle: the first function starts the state machine of the others.
      frameworkOnEventRole: onEventRole,
      frameworkCompleteAndTimeoutRole: isCompleteRole,
      logGroup,
      providerFunctionEnvEncryption: settings.environmentEncryption,
    });
    this.sharedPolicies.create(settings.vpc ? 1 : 0);
  }

  private createRole(id: string): iam.Role {
    return new iam.Role(this, id, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  }
}

function allowVpcAccess(role: iam.Role): void {
  role.addManagedPolicy(
    iam.ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSLambdaVPCAccessExecutionRole'),
  );
}
