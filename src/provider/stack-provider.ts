import type * as iam from 'aws-cdk-lib/aws-iam';
import { type Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { suppressNagFindings } from '../validation/cdk-nag-suppressions';
import { checkHandlerRolePolicySize } from '../validation/handler-checks';
import { makeHandlerSuppressions } from './handler-nag-suppressions';
import { HandlerProvider } from './handler-provider';
import { type MultiRegionAccessPointHandlersOptions } from './settings';

/** The custom resource provider of one stack. It is created when a construct first needs it. */
export class StackProvider {
  private provider?: HandlerProvider;
  private settings?: MultiRegionAccessPointHandlersOptions;
  private readonly acknowledgements: (() => void)[] = [];

  constructor(private readonly scope: Construct, private readonly stack: Stack) {}

  /** Returns the provider of the custom resources. */
  public findOrCreate(): HandlerProvider {
    if (this.provider === undefined) {
      this.provider = new HandlerProvider(this.scope, 'Provider');
      if (this.settings !== undefined) this.provider.createFunctions(this.settings);
    }
    return this.provider;
  }

  /** Whether the functions exist, so that settings have no effect. */
  public get areCreated(): boolean {
    return this.settings !== undefined;
  }

  /** The role of the handlers, if the provider exists. */
  public get roles(): iam.IRole[] {
    return this.provider === undefined ? [] : [this.provider.role];
  }

  /** Creates the functions. A provider that is created later creates its functions immediately. */
  public createFunctions(settings: MultiRegionAccessPointHandlersOptions): void {
    this.settings = settings;
    this.provider?.createFunctions(settings);
  }

  /** Registers a callback that suppresses findings of cdk-nag on other functions of the stack. */
  public onAcknowledge(acknowledge: () => void): void {
    this.acknowledgements.push(acknowledge);
  }

  /** Suppresses the findings of cdk-nag on the provider and on all registered functions. */
  public acknowledgeNagFindings(): void {
    for (const scope of [this.scope, ...this.provider?.policies ?? []]) {
      suppressNagFindings(scope, makeHandlerSuppressions(scope));
    }
    for (const acknowledge of this.acknowledgements) acknowledge();
  }

  public checkPolicySizes(): string[] {
    return (this.provider?.measurePolicies() ?? [])
      .flatMap((size) => checkHandlerRolePolicySize(this.stack.node.path, size));
  }
}
