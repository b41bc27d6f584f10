import { isDeepStrictEqual } from 'node:util';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { beforeAspects } from '../validation/before-aspects';
import { suppressNagFindings } from '../validation/cdk-nag-suppressions';
import { assertNoConflictingSettings, checkPolicySize } from '../validation/handler-checks';
import { nagFindingsBelow } from './cdk-nag-suppressions';
import { HandlerProvider, type HandlerProviderProps } from './handler-provider';
import { type MultiRegionAccessPointHandlersOptions } from './settings';
import { lifecycleStatements, routingStatements } from './statements';

/** Fixed for ever: CloudFormation forbids a changed ServiceToken, and with it a changed path of the function behind it. */
const ID = 'MultiRegionAccessPointHandlers';

/**
 * The Lambda functions behind the custom resources of one stack, shared by everything of this library in it.
 *
 * There is nothing to create: access points bring them along. Settings apply whenever they are given before synthesis.
 *
 * @example
 * MultiRegionAccessPointHandlers.of(stack).configure({ logRetention: logs.RetentionDays.ONE_YEAR });
 */
export class MultiRegionAccessPointHandlers extends Construct {
  /**
   * The handlers of the stack that a construct belongs to; a nested stack has its own.
   */
  public static of(scope: IConstruct): MultiRegionAccessPointHandlers {
    const stack = Stack.of(scope);
    return (stack.node.tryFindChild(ID) as MultiRegionAccessPointHandlers | undefined) ?? new MultiRegionAccessPointHandlers(stack);
  }

  private settings: MultiRegionAccessPointHandlersOptions = {};
  private nagFindingsAcknowledged = false;
  private readonly otherFindings: (() => void)[] = [];
  private built = false;
  private asynchronous?: HandlerProvider;
  private synchronous?: HandlerProvider;

  private constructor(private readonly stack: Stack) {
    super(stack, ID);
    // The functions are made when no more settings can come.
    beforeAspects(this, () => this.build());
    this.node.addValidation({ validate: () => this.checkPolicySizes() });
  }

  /**
   * Sets what is given for all functions of this stack.
   *
   * Throws MRAP755 where a setting has another value already: two callers cannot both be right.
   */
  public configure(options: MultiRegionAccessPointHandlersOptions): void {
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    const current: Record<string, unknown> = { ...this.settings };
    const changed = given.filter(([setting, value]) => current[setting] !== undefined && !isDeepStrictEqual(current[setting], value));
    assertNoConflictingSettings(this, this.stack.node.path, changed.map(([setting]) => setting));
    this.settings = { ...this.settings, ...Object.fromEntries(given) };
    if (options.permissionsBoundary) iam.PermissionsBoundary.of(this).apply(options.permissionsBoundary);
  }

  /**
   * Acknowledges, with reasons, what cdk-nag finds on these functions, their roles and the provider framework of aws-cdk-lib around them.
   *
   * Nothing is acknowledged unless you call this: whether the reasons hold for you is yours to say.
   */
  public acknowledgeNagFindings(): void {
    this.nagFindingsAcknowledged = true;
  }

  /**
   * The provider of access points, their policies and replications.
   *
   * @internal
   */
  public _asynchronous(): HandlerProvider {
    this.asynchronous ??= this.provide('Asynchronous', {
      onEvent: 'onEvent',
      isComplete: 'isComplete',
      statements: lifecycleStatements(this.stack.account),
    });
    return this.asynchronous;
  }

  /**
   * The provider of routes.
   *
   * @internal
   */
  public _synchronous(): HandlerProvider {
    this.synchronous ??= this.provide('Synchronous', { onEvent: 'onSynchronousEvent', statements: routingStatements() });
    return this.synchronous;
  }

  /**
   * The roles of the functions that are there so far.
   *
   * @internal
   */
  public _roles(): iam.IRole[] {
    return this.providers().map(({ role }) => role);
  }

  /**
   * Acknowledges what cdk-nag finds on other functions of this stack's constructs, once the user acknowledges these.
   *
   * @internal
   */
  public _whenAcknowledged(acknowledge: () => void): void {
    this.otherFindings.push(acknowledge);
  }

  private provide(id: string, props: HandlerProviderProps): HandlerProvider {
    const provider = new HandlerProvider(this, id, props);
    if (this.built) provider.build(this.settings);
    return provider;
  }

  private build(): void {
    this.built = true;
    for (const provider of this.providers()) provider.build(this.settings);
    if (this.nagFindingsAcknowledged) this.acknowledge();
  }

  private providers(): HandlerProvider[] {
    return [this.asynchronous, this.synchronous].filter((provider) => provider !== undefined);
  }

  private acknowledge(): void {
    for (const scope of [this, ...this.providers().flatMap((provider) => provider.policies)]) {
      suppressNagFindings(scope, nagFindingsBelow(scope));
    }
    for (const acknowledge of this.otherFindings) acknowledge();
  }

  private checkPolicySizes(): string[] {
    return this.providers().flatMap((provider) => checkPolicySize(this.stack.node.path, {
      characters: provider.policyCharacters(),
      constructs: provider.policies.length,
    }));
  }
}
