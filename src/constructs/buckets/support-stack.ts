import {
  DefaultStackSynthesizer, isReusableStackSynthesizer, type IStackSynthesizer, Stack, type StackProps,
} from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { MRAP772_SYNTHESIZER_NOT_COPIED } from '../../diagnostics/definitions/options';
import { addFindingAnnotation } from '../../validation/assert-valid';
import { runBeforeAspects } from '../../validation/before-aspects';
import { registerRegionalStack } from '../../validation/construct-registry';
import { toTextUnlessToken } from '../../validation/tokens';
import { limitDependenciesToHome } from './home-dependencies';
import { makeRegionalStackName } from './regional-stack-name';

/** The properties of a stack in another environment than the stack of its construct. */
interface RegionalStackProps {
  /** The id of the stack. The default is the Region. */
  readonly id?: string;
  readonly region: string;
  /** The account, if it is not the account of the home stack. */
  readonly account?: string;
  /** The part of the stack name between the name of the home stack and the Region. */
  readonly infix: string;
  readonly describe: (home: string) => string;
}

/**
 * Creates the support stack for the buckets of a construct in another environment.
 *
 * The stack is below the construct, so tags, aspects and everything else that aws-cdk-lib applies to the construct also
 * reaches the stack. A support stack never refers to the home stack. So it deploys first, and an outage of its Region
 * does not block deployments of the home stack.
 */
export function createSupportStack(
  scope: Construct, { prefix, region, account }: { prefix: string; region: string; account?: string },
): Stack {
  return createRegionalStack(scope, {
    region,
    account,
    infix: removeAccount(prefix, Stack.of(scope).account),
    describe: (home) => `Buckets and keys of stack ${home} in ${region}. This stack does not refer to other stacks.`,
  });
}

/** Creates a stack below a construct for its resources in another environment. */
export function createRegionalStack(scope: Construct, props: RegionalStackProps): Stack {
  const home = findTopLevelStack(Stack.of(scope));
  const stack = new RegionalStack(scope, home, props.id ?? props.region, {
    stackName: makeRegionalStackName(home.stackName, props.infix, props.region),
    description: props.describe(home.stackName),
    env: { account: props.account ?? toTextUnlessToken(home.account), region: props.region },
    synthesizer: copySynthesizer(home),
  });
  if (stack.synthesizer.constructor !== home.synthesizer.constructor) {
    addFindingAnnotation(home, MRAP772_SYNTHESIZER_NOT_COPIED.create({ stack: home.node.path }));
  }
  limitDependenciesToHome(scope);
  registerRegionalStack(stack);
  return stack;
}

/** Finds the stack that contains a nested stack. */
export function findTopLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent ? findTopLevelStack(stack.nestedStackParent) : stack;
}

/**
 * A stack in another environment than its home stack.
 *
 * Most settings of the home stack reach it through the construct tree. It reads the others, which aws-cdk-lib stores in
 * the stack itself, from the home stack: the termination protection and the stack tags.
 */
class RegionalStack extends Stack {
  private ownTerminationProtection?: boolean;

  constructor(scope: Construct, private readonly home: Stack, id: string, props: StackProps) {
    super(scope, id, props);
    // The constructor of the stack may have set it to its default.
    this.ownTerminationProtection = undefined;
    // Aspects may read the tags, and may also change the tags of the home stack.
    runBeforeAspects(this, () => this.copyTags());
    this.node.addValidation({ validate: () => { this.copyTags(); return []; } });
  }

  public override get terminationProtection(): boolean {
    return this.ownTerminationProtection ?? this.home.terminationProtection;
  }

  public override set terminationProtection(value: boolean) {
    this.ownTerminationProtection = value;
  }

  /** Copies the tags with the lowest priority, so that tags for this stack take precedence. */
  private copyTags(): void {
    for (const [key, value] of Object.entries(this.home.tags.tagValues())) this.tags.setTag(key, value, 0);
  }
}

/** Removes the account of the home stack from a prefix, because the name of a stack is unique in its account. */
function removeAccount(prefix: string, account: string): string {
  return prefix.replace(`-${account}`, '');
}

/**
 * Makes a synthesizer like the synthesizer of a stack.
 *
 * A stack uses a bound copy of the synthesizer that was passed to it. The prototype of the copy is the unbound
 * original, which can be bound to another stack.
 */
function copySynthesizer({ synthesizer }: Stack): IStackSynthesizer | undefined {
  const original = Object.getPrototypeOf(synthesizer) as IStackSynthesizer;
  const isInstance = !Object.prototype.hasOwnProperty.call(original, 'constructor');
  if (isInstance && isReusableStackSynthesizer(original)) return original;
  return synthesizer instanceof DefaultStackSynthesizer
    ? new DefaultStackSynthesizer({ qualifier: synthesizer.bootstrapQualifier })
    : undefined;
}
