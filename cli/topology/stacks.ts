import { type StackTemplate } from '../../src/linter/evaluation/template';
import { type TemplateModel } from '../../src/linter/model/template-model';
import { type StackView } from './topology';

/** The stacks in the order of their deployment: a wave after everything it waits for. */
export function readStacks(application: TemplateModel): StackView[] {
  const stacks = application.allStacks.filter(({ parent }) => parent === undefined);
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const waves = new Map<string, number>();
  const waveOf = (stack: StackTemplate): number => {
    const known = waves.get(stack.id);
    if (known !== undefined) return known;
    const wave = 1 + Math.max(0, ...before(stack).map(waveOf));
    waves.set(stack.id, wave);
    return wave;
  };
  const before = ({ dependsOn = [] }: StackTemplate) => dependsOn.flatMap((id) => byId.get(id) ?? []);
  return stacks.map((stack) => ({
    name: stack.stackName,
    region: stack.region ?? 'any Region',
    ...(stack.dependsOn !== undefined && { wave: waveOf(stack) }),
    after: before(stack).map(({ stackName }) => stackName),
  })).sort((a, b) => (a.wave ?? 0) - (b.wave ?? 0));
}
