import {
  DefaultStackSynthesizer, isReusableStackSynthesizer, type IStackSynthesizer, Stack, Stage,
} from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP772_SYNTHESIZER_NOT_COPIED, MRAP773_STACK_NAME_TOO_LONG } from '../../diagnostics/definitions/options';
import { SERVICE_LIMITS } from '../../facts/limits';
import { annotate, assertValid } from '../../validation/assert-valid';
import { resolvedOrUndefined } from '../../validation/tokens';

/** The properties of a stack in another Region. */
interface RegionalStackProps {
  /** The part of the stack name between the name of the home stack and the Region. */
  readonly infix: string;
  readonly region: string;
  readonly describe: (home: string) => string;
}

/**
 * Returns the support stack for the resources of a construct in another Region.
 *
 * All constructs of a top-level stack share one support stack per Region. A support stack never refers to the home
 * stack. So it deploys first, and an outage of its Region does not block deployments of the home stack.
 */
export function findOrCreateSupportStack(scope: IConstruct, region: string): Stack {
  return findOrCreateRegionalStack(scope, {
    infix: 'mrap',
    region,
    describe: (home) => `Buckets and keys of stack ${home} in ${region}. This stack does not refer to other stacks.`,
  });
}

/** Returns a stack of another Region, which has the same parent as the top-level stack of a construct. */
export function findOrCreateRegionalStack(scope: IConstruct, props: RegionalStackProps): Stack {
  const home = findTopLevelStack(Stack.of(scope));
  const stage = Stage.of(home)!;
  const suffix = `${props.infix}-${props.region}`;
  const id = `${home.node.id}-${suffix}`;
  // The name of a home stack below another construct contains the path. So does the name of this stack.
  const parent = home.node.scope ?? stage;
  const found = parent.node.tryFindChild(id) as Stack | undefined;
  return found ?? createStack(parent, id, home, `${home.stackName}-${suffix}`, props);
}

/** Finds the stack that contains a nested stack. */
export function findTopLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent ? findTopLevelStack(stack.nestedStackParent) : stack;
}

function createStack(
  parent: IConstruct, id: string, home: Stack, stackName: string, { region, describe }: RegionalStackProps,
): Stack {
  const limit = SERVICE_LIMITS.STACK_NAME_LENGTH.value;
  const isTooLong = stackName.length > limit;
  assertValid(home, isTooLong ? [MRAP773_STACK_NAME_TOO_LONG.create({ stack: stackName, limit })] : []);
  const stack = new Stack(parent as Stage, id, {
    stackName,
    description: describe(home.stackName),
    env: { account: resolvedOrUndefined(home.account), region },
    tags: home.tags.tagValues(),
    terminationProtection: home.terminationProtection,
    synthesizer: copySynthesizer(home),
  });
  if (stack.synthesizer.constructor !== home.synthesizer.constructor) {
    annotate(home, MRAP772_SYNTHESIZER_NOT_COPIED.create({ stack: home.node.path }));
  }
  return stack;
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
