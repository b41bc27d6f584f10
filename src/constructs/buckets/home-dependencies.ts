import { Stack } from 'aws-cdk-lib/core';
import { Dependable, type IConstruct, type IDependable } from 'constructs';
import { runBeforeAspects } from '../../validation/before-aspects';

const LIMITED = new WeakSet<IConstruct>();

/**
 * Limits the dependencies of a construct, and of the constructs around it in this library, to its parts in the home
 * stack.
 *
 * A construct with stacks of other Regions contains resources that deploy before and after the home stack. A dependency
 * of all of them on a resource of the home stack would be a cycle.
 */
export function limitDependenciesToHome(construct: IConstruct): void {
  if (LIMITED.has(construct)) return;
  LIMITED.add(construct);
  Dependable.implement(construct, { get dependencyRoots() { return listHomeParts(construct); } });
  Object.defineProperty(construct.node, 'addDependency', {
    value: (...dependencies: IDependable[]) => {
      // The construct may add parts after this call.
      runBeforeAspects(construct, () => {
        for (const part of listHomeParts(construct)) part.node.addDependency(...dependencies);
      });
    },
  });
}

/** Lists the parts of a construct that contain no stack of another Region. */
function listHomeParts(construct: IConstruct): IConstruct[] {
  return construct.node.children.flatMap((child) => {
    if (isOtherStack(child)) return [];
    return child.node.findAll().some(isOtherStack) ? listHomeParts(child) : [child];
  });
}

function isOtherStack(construct: IConstruct): boolean {
  return Stack.isStack(construct) && construct.nestedStackParent === undefined;
}
