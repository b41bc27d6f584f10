import {
  CfnElement, CfnResource, DefaultTokenResolver, type IFragmentConcatenator, type IPostProcessor, type IResolvable,
  type IResolveContext, Reference, Stack, Tokenization,
} from 'aws-cdk-lib/core';
import { Dependable, type IConstruct } from 'constructs';
import { CROSS_STACK_REF } from '../evaluation/evaluate';

/** Renders the template of a stack before synthesis, without a change to the tree. */
export function renderStackTemplate(stack: Stack, elements: readonly CfnElement[]): unknown {
  const resolver = new CrossStackResolver(stack);
  const fragments = elements.map(
    (element) =>
      Tokenization.resolve(element._toCloudFormation(), { scope: stack, resolver, preparing: false }) as Record<
        string,
        Record<string, object>
      >,
  );
  const template: Record<string, Record<string, object>> = { Resources: {} };
  for (const fragment of fragments) {
    for (const [section, entries] of Object.entries(fragment)) template[section] = { ...template[section], ...entries };
  }
  for (const [from, to] of findDependencies(stack, elements)) {
    const resource = template.Resources[from] as { DependsOn?: string[] } | undefined;
    if (resource) resource.DependsOn = [...[resource.DependsOn ?? []].flat(), to];
  }
  return template;
}

/** Renders references into other stacks as such. Only synthesis turns them into exports or parameters. */
class CrossStackResolver extends DefaultTokenResolver {
  constructor(private readonly stack: Stack) {
    super(new JoinedFragments());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token) && CfnElement.isCfnElement(token.target)) {
      const owner = Stack.of(token.target);
      if (owner !== this.stack) {
        return {
          [CROSS_STACK_REF]: [owner.node.path, owner.resolve(token.target.logicalId) as string, token.displayName],
        };
      }
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

/** The dependencies between resources that follow from dependencies between constructs. Synthesis adds them late. */
function findDependencies(stack: Stack, elements: readonly CfnElement[]): [string, string][] {
  const readLogicalId = (resource: CfnResource) => stack.resolve(resource.logicalId) as string;
  return elements.filter(CfnResource.isCfnResource).flatMap((resource) => resource.node.scopes
    .flatMap((scope) => scope.node.dependencies)
    .flatMap((dependency) => findResourcesBelow(dependency))
    .filter((other) => Stack.of(other) === stack && other !== resource)
    .map((other): [string, string] => [readLogicalId(resource), readLogicalId(other)]));
}

function findResourcesBelow(dependency: IConstruct): CfnResource[] {
  return Dependable.of(dependency)
    .dependencyRoots.flatMap((root) => root.node.findAll())
    .filter(CfnResource.isCfnResource);
}
