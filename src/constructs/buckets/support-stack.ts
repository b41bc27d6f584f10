import { DefaultStackSynthesizer, isReusableStackSynthesizer, type IStackSynthesizer, Stack, Stage } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP772_SYNTHESIZER_NOT_COPIED, MRAP773_STACK_NAME_TOO_LONG } from '../../diagnostics/definitions/options';
import { LIMITS } from '../../facts/limits';
import { annotate, assertValid } from '../../validation/assert-valid';
import { resolvedOrUndefined } from '../../validation/tokens';

/** What a stack beside the one of a construct is for. */
interface StackPurpose {
  /** The name is that of the home stack, this and the Region. */
  readonly infix: string;
  readonly region: string;
  readonly describe: (home: string) => string;
}

/**
 * The stack for what a construct has in another Region: one for each Region, shared by all constructs of one top-level stack. It never refers
 * to that stack, so it deploys first, and a lost Region blocks nothing at home.
 */
export function supportStackOf(scope: IConstruct, region: string): Stack {
  return stackBeside(scope, { infix: 'mrap', region, describe: (home) => `What stack ${home} has in ${region}; it refers to no other stack.` });
}

/** A stack of another Region beside the top-level stack of a construct, found again by its id. */
export function stackBeside(scope: IConstruct, purpose: StackPurpose): Stack {
  const home = topLevelStack(Stack.of(scope));
  const stage = Stage.of(home)!;
  const suffix = `${purpose.infix}-${purpose.region}`;
  const id = `${home.node.id}-${suffix}`;
  // A home stack below another construct has its path in its name; so has this one.
  const parent = home.node.scope ?? stage;
  return (parent.node.tryFindChild(id) as Stack | undefined) ?? makeStack(parent, id, home, { ...purpose, stackName: `${home.stackName}-${suffix}` });
}

export function topLevelStack(stack: Stack): Stack {
  return stack.nestedStackParent ? topLevelStack(stack.nestedStackParent) : stack;
}

function makeStack(parent: IConstruct, id: string, home: Stack, { region, stackName, describe }: StackPurpose & { stackName: string }): Stack {
  const limit = LIMITS.STACK_NAME_LENGTH.value;
  assertValid(home, stackName.length > limit ? [MRAP773_STACK_NAME_TOO_LONG.create({ stack: stackName, limit })] : []);
  const stack = new Stack(parent as Stage, id, {
    stackName,
    description: describe(home.stackName),
    env: { account: resolvedOrUndefined(home.account), region },
    tags: home.tags.tagValues(),
    terminationProtection: home.terminationProtection,
    synthesizer: synthesizerLike(home),
  });
  if (stack.synthesizer.constructor !== home.synthesizer.constructor) annotate(home, MRAP772_SYNTHESIZER_NOT_COPIED.create({ stack: home.node.path }));
  return stack;
}

/** A stack works with a copy of the synthesizer that it is given, which has the given one as prototype: that one serves any stack. */
function synthesizerLike({ synthesizer }: Stack): IStackSynthesizer | undefined {
  const origin = Object.getPrototypeOf(synthesizer) as IStackSynthesizer;
  const isInstance = !Object.prototype.hasOwnProperty.call(origin, 'constructor');
  if (isInstance && isReusableStackSynthesizer(origin)) return origin;
  return synthesizer instanceof DefaultStackSynthesizer ? new DefaultStackSynthesizer({ qualifier: synthesizer.bootstrapQualifier }) : undefined;
}
