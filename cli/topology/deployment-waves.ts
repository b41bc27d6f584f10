import { type StackTemplate } from '../../src/linter/evaluation/template';
import { type TemplateModel } from '../../src/linter/model/template-model';
import { type StackView } from './topology';

/** Sorts the stacks by deployment wave. A stack is in the wave after its last dependency. */
export function orderStacks(application: TemplateModel): StackView[] {
  const stacks = application.allStacks.filter(({ parent }) => parent === undefined);
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const waves = new Map<string, number>();
  const findWave = (stack: StackTemplate): number => {
    const computed = waves.get(stack.id);
    if (computed !== undefined) return computed;
    const wave = 1 + Math.max(0, ...findDependencies(stack).map(findWave));
    waves.set(stack.id, wave);
    return wave;
  };
  const findDependencies = ({ dependsOn = [] }: StackTemplate) => dependsOn.flatMap((id) => byId.get(id) ?? []);
  return stacks.map((stack) => ({
    name: stack.stackName,
    region: stack.region ?? 'any Region',
    ...(stack.account !== undefined && { account: stack.account }),
    ...(stack.dependsOn !== undefined && { wave: findWave(stack) }),
    after: findDependencies(stack).map(({ stackName }) => stackName),
  })).sort((a, b) => (a.wave ?? 0) - (b.wave ?? 0));
}
