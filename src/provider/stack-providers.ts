import type * as iam from 'aws-cdk-lib/aws-iam';
import { type Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { suppressNagFindings } from '../validation/cdk-nag-suppressions';
import { checkHandlerRolePolicySize } from '../validation/handler-checks';
import { makeHandlerSuppressions } from './handler-nag-suppressions';
import { HandlerProvider, type HandlerProviderProps } from './handler-provider';
import { type MultiRegionAccessPointHandlersOptions } from './settings';
import { makeAsyncHandlerIamStatements, makeRoutingStatements } from './statements';

/** The custom resource providers of one stack. They are created when a construct first needs them. */
export class StackProviders {
  private asynchronousProvider?: HandlerProvider;
  private synchronousProvider?: HandlerProvider;
  private settings?: MultiRegionAccessPointHandlersOptions;
  private readonly acknowledgements: (() => void)[] = [];

  constructor(private readonly scope: Construct, private readonly stack: Stack) {}

  /** Returns the provider of access points, their policies and replications. */
  public findOrCreateAsynchronous(): HandlerProvider {
    this.asynchronousProvider ??= this.createProvider('Asynchronous', {
      onEvent: 'onEvent',
      isComplete: 'isComplete',
      statements: makeAsyncHandlerIamStatements(this.stack.account, this.stack.stackId),
    });
    return this.asynchronousProvider;
  }

  /** Returns the provider of routes. */
  public findOrCreateSynchronous(): HandlerProvider {
    this.synchronousProvider ??= this.createProvider('Synchronous', {
      onEvent: 'onSynchronousEvent', statements: makeRoutingStatements(),
    });
    return this.synchronousProvider;
  }

  /** Whether the functions exist, so that settings have no effect. */
  public get areCreated(): boolean {
    return this.settings !== undefined;
  }

  /** The roles of the providers that exist so far. */
  public get roles(): iam.IRole[] {
    return this.list().map(({ role }) => role);
  }

  /** Creates the functions of all providers. A provider that is created later creates its functions immediately. */
  public createFunctions(settings: MultiRegionAccessPointHandlersOptions): void {
    this.settings = settings;
    for (const provider of this.list()) provider.createFunctions(settings);
  }

  /** Registers a callback that suppresses findings of cdk-nag on other functions of the stack. */
  public onAcknowledge(acknowledge: () => void): void {
    this.acknowledgements.push(acknowledge);
  }

  /** Suppresses the findings of cdk-nag on the providers and on all registered functions. */
  public acknowledgeNagFindings(): void {
    for (const scope of [this.scope, ...this.list().flatMap((provider) => provider.policies)]) {
      suppressNagFindings(scope, makeHandlerSuppressions(scope));
    }
    for (const acknowledge of this.acknowledgements) acknowledge();
  }

  public checkPolicySizes(): string[] {
    return this.list().flatMap((provider) => checkHandlerRolePolicySize(this.stack.node.path, {
      characters: provider.computePolicyCharacters(),
      constructs: provider.policies.length,
    }));
  }

  private createProvider(id: string, props: HandlerProviderProps): HandlerProvider {
    const provider = new HandlerProvider(this.scope, id, props);
    if (this.settings !== undefined) provider.createFunctions(this.settings);
    return provider;
  }

  private list(): HandlerProvider[] {
    return [this.asynchronousProvider, this.synchronousProvider].filter((provider) => provider !== undefined);
  }
}
