import { isDeepStrictEqual } from 'node:util';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { runBeforeAspects } from '../validation/before-aspects';
import { assertHandlersNotYetCreated, assertNoConflictingSettings } from '../validation/handler-checks';
import { assertProxy } from '../validation/handler-proxy-checks';
import { WeakInternals } from '../validation/internals';
import { makeProxyEnvironment } from './handler-proxy';
import { type MultiRegionAccessPointHandlersOptions } from './settings';
import { StackProvider } from './stack-provider';

/** Must never change: CloudFormation rejects a changed ServiceToken, and the token depends on this id. */
const ID = 'MultiRegionAccessPointHandlers';

const PROVIDERS = new WeakInternals<MultiRegionAccessPointHandlers, StackProvider>('MultiRegionAccessPointHandlers');

/**
 * The Lambda functions behind the custom resources of a stack.
 *
 * All constructs of this library in the stack share the functions and create them on demand. You can call
 * `configure()` at any time before synthesis.
 *
 * @example
 * MultiRegionAccessPointHandlers.of(stack).configure({ logRetention: logs.RetentionDays.ONE_YEAR });
 */
export class MultiRegionAccessPointHandlers extends Construct {
  /**
   * Returns the handlers of a stack. A nested stack has its own handlers.
   *
   * @param scope a construct in the stack
   */
  public static of(scope: IConstruct): MultiRegionAccessPointHandlers {
    const stack = Stack.of(scope);
    const found = stack.node.tryFindChild(ID) as MultiRegionAccessPointHandlers | undefined;
    return found ?? new MultiRegionAccessPointHandlers(stack);
  }

  private readonly provider: StackProvider;
  private settings: MultiRegionAccessPointHandlersOptions = {};
  private nagFindingsAcknowledged = false;

  private constructor(private readonly stack: Stack) {
    super(stack, ID);
    this.provider = new StackProvider(this, stack);
    PROVIDERS.set(this, this.provider);
    // All settings are known then.
    runBeforeAspects(this, () => {
      this.provider.createFunctions(this.settings);
      if (this.nagFindingsAcknowledged) this.provider.acknowledgeNagFindings();
    });
    this.node.addValidation({ validate: () => this.provider.checkPolicySizes() });
  }

  /**
   * Configures all functions of the stack.
   *
   * Throws MRAP755 if a setting already has another value, MRAP749 if the proxy is invalid, and MRAP786 if the
   * synthesis has created the functions.
   *
   * @param options the settings to apply; settings that are absent do not change
   */
  public configure(options: MultiRegionAccessPointHandlersOptions): void {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    assertHandlersNotYetCreated(this, this.stack.node.path, {
      created: this.provider.areCreated, settings: given.map(([setting]) => setting),
    });
    const current: Record<string, unknown> = { ...this.settings };
    const conflicting = given.filter(([setting, value]) =>
      current[setting] !== undefined && !isDeepStrictEqual(current[setting], value));
    assertNoConflictingSettings(this, this.stack.node.path, conflicting.map(([setting]) => setting));
    if (options.proxy) assertProxy(this, options.proxy, makeProxyEnvironment(options.proxy));
    this.settings = { ...this.settings, ...Object.fromEntries(given) };
    if (options.permissionsBoundary) iam.PermissionsBoundary.of(this).apply(options.permissionsBoundary);
  }

  /**
   * Acknowledges the findings of cdk-nag on these functions and their roles.
   *
   * The acknowledgements include the provider framework of aws-cdk-lib, and each has a reason. Call this method only if
   * the reasons apply to your application.
   */
  public acknowledgeNagFindings(): void {
    this.nagFindingsAcknowledged = true;
  }
}

/** Returns the custom resource provider of the stack of a construct. */
export function findOrCreateStackProvider(scope: IConstruct): StackProvider {
  return PROVIDERS.get(MultiRegionAccessPointHandlers.of(scope));
}
