import { isDeepStrictEqual } from 'node:util';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { MRAP218_HANDLER_SETTINGS_OF_ONE_ACCOUNT } from '../diagnostics/definitions/environments';
import { renderFindingAsMessage } from '../diagnostics/finding';
import { assertProperties, OBJECT_PROPERTY_KIND } from '../validation/assert-properties';
import { addFindingAnnotation } from '../validation/assert-valid';
import { runBeforeAspects } from '../validation/before-aspects';
import { isRegionalStack } from '../validation/construct-registry';
import { assertHandlersNotYetCreated, assertNoConflictingSettings } from '../validation/handler-checks';
import { assertProxy } from '../validation/handler-proxy-checks';
import { WeakInternals } from '../validation/internals';
import { checkStackSize } from '../validation/stack-size';
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
   * @returns the handlers of the stack
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
      const home = this.findHomeHandlers();
      this.provider.createFunctions(home === undefined ? this.settings : this.inheritSettings(home.settings));
      if (this.nagFindingsAcknowledged || home?.nagFindingsAcknowledged) this.provider.acknowledgeNagFindings();
    });
    this.node.addValidation({
      validate: () => [...this.provider.checkPolicySizes(), ...checkStackSize(this.stack).map(renderFindingAsMessage)],
    });
  }

  /**
   * Configures all functions of the stack.
   *
   * The handlers for buckets in another account have the same log retention and the same proxy, unless you configure
   * them. The other settings are resources of one account. Warnings: MRAP218.
   *
   * Throws MRAP755 if a setting already has another value, MRAP749 if the proxy is invalid, and MRAP786 if the
   * synthesis has created the functions.
   *
   * @param options the settings to apply; settings that are absent do not change
   */
  public configure(options: MultiRegionAccessPointHandlersOptions): void {
    assertProperties(this, { options }, { options: OBJECT_PROPERTY_KIND });
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
   * The acknowledgements include the provider framework of aws-cdk-lib, and each has a reason. They also apply to the
   * handlers for buckets in other accounts. Call this method only if the reasons apply to your application.
   */
  public acknowledgeNagFindings(): void {
    this.nagFindingsAcknowledged = true;
  }

  /** Finds the handlers of the stack whose construct created this stack in another account. */
  private findHomeHandlers(): MultiRegionAccessPointHandlers | undefined {
    const { scope } = this.stack.node;
    if (scope === undefined || !isRegionalStack(this.stack)) return undefined;
    return Stack.of(scope).node.tryFindChild(ID) as MultiRegionAccessPointHandlers | undefined;
  }

  /** Adds the settings of the home stack that every account can have, and reports the others (MRAP218). */
  private inheritSettings(home: MultiRegionAccessPointHandlersOptions): MultiRegionAccessPointHandlersOptions {
    const { logRetention, proxy, ...ofAccount } = home;
    const settings = Object.keys(ofAccount).filter((setting) => !(setting in this.settings)).sort();
    if (settings.length > 0) {
      addFindingAnnotation(this, MRAP218_HANDLER_SETTINGS_OF_ONE_ACCOUNT.create({
        stack: this.stack.node.path, home: Stack.of(this.stack.node.scope!).node.path, settings,
      }));
    }
    return { ...(logRetention && { logRetention }), ...(proxy && { proxy }), ...this.settings };
  }
}

/** Returns the custom resource provider of the stack of a construct. */
export function findOrCreateStackProvider(scope: IConstruct): StackProvider {
  return PROVIDERS.get(MultiRegionAccessPointHandlers.of(scope));
}
