import {
  CfnElement, CfnResource, DefaultTokenResolver, type IFragmentConcatenator, type IPostProcessor, type IResolvable, type IResolveContext, Reference,
  Stack, Tokenization,
} from 'aws-cdk-lib/core';
import { Dependable, type IConstruct } from 'constructs';
import { CROSS_STACK_REF } from '../evaluation/evaluate';

/** The template that a stack would have, as far as it is declared; nothing of the tree is changed. */
export function templateOf(stack: Stack, elements: readonly CfnElement[]): unknown {
  const resolver = new CrossStackResolver(stack);
  const fragments = elements.map((element) =>
    Tokenization.resolve(element._toCloudFormation(), { scope: stack, resolver, preparing: false }) as Record<string, Record<string, object>>);
  const template: Record<string, Record<string, object>> = { Resources: {} };
  for (const fragment of fragments) {
    for (const [section, entries] of Object.entries(fragment)) template[section] = { ...template[section], ...entries };
  }
  for (const [from, to] of dependencies(stack, elements)) {
    const resource = template.Resources[from] as { DependsOn?: string[] } | undefined;
    if (resource) resource.DependsOn = [...[resource.DependsOn ?? []].flat(), to];
  }
  return template;
}

/** Synthesis turns references into other stacks into exports or parameters; before that they are written as what they are. */
class CrossStackResolver extends DefaultTokenResolver {
  constructor(private readonly stack: Stack) {
    super(new JoinedFragments());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
      const owner = Stack.of(token.target);
      if (owner !== this.stack) return { [CROSS_STACK_REF]: [owner.node.path, owner.resolve(token.target.logicalId) as string, token.displayName] };
    }
    return super.resolveToken(token, context, postProcessor);
  }
}

class JoinedFragments implements IFragmentConcatenator {
  public join(left: unknown, right: unknown): unknown {
    if (left === undefined) return right;
    return right === undefined ? left : { 'Fn::Join': ['', [left, right]] };
  }
}

/** Dependencies between constructs become dependencies between the resources below them, which synthesis does late. */
function dependencies(stack: Stack, elements: readonly CfnElement[]): [string, string][] {
  const idOf = (resource: CfnResource) => stack.resolve(resource.logicalId) as string;
  return elements.filter(CfnResource.isCfnResource).flatMap((resource) => resource.node.scopes
    .flatMap((scope) => scope.node.dependencies)
    .flatMap((dependency) => resourcesBelow(dependency))
    .filter((other) => Stack.of(other) === stack && other !== resource)
    .map((other): [string, string] => [idOf(resource), idOf(other)]));
}

function resourcesBelow(dependency: IConstruct): CfnResource[] {
  return Dependable.of(dependency).dependencyRoots.flatMap((root) => root.node.findAll()).filter(CfnResource.isCfnResource);
}
