import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { readRegionRulesFromCdkContext } from '../../cli/lint/cdk-context';
import { loadTemplates } from '../../cli/lint/load-templates';
import { lint, type LintFinding } from '../../src/linter/engine/engine';
import { readTemplateResources, type StackTemplate } from '../../src/linter/evaluation/template';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { type Case, cases, pathOf } from './cases';
import { ENVIRONMENT } from './corpus';

type Path = readonly (string | number)[];

/** One value in a template of the corpus. */
interface Position {
  readonly entry: Case;
  readonly stacks: readonly StackTemplate[];
  readonly stack: StackTemplate;
  readonly path: Path;
}

function listPaths(value: unknown, prefix: Path): Path[] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((entry, index) => [index, entry])
    : Object.entries(typeof value === 'object' && value ? value : {});
  return entries.flatMap(([key, entry]) => [[...prefix, key], ...listPaths(entry, [...prefix, key])]);
}

function replaceAt(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaceAt(copy[key], rest, by);
  return copy;
}

const POSITIONS: Position[] = cases().filter((entry) => !existsSync(path.join(pathOf(entry), 'before')))
  .flatMap((entry) => {
    const { stacks } = loadTemplates(pathOf(entry), ENVIRONMENT);
    return stacks.flatMap((stack) => readTemplateResources(stack).slice(0, 10)
      .flatMap(({ logicalId, properties }) =>
        listPaths(properties, ['Resources', logicalId, 'Properties']).slice(0, 200))
      .map((position) => ({ entry, stacks, stack, path: position })));
  });

/** The findings after a parameter has replaced the value. */
function findingsWithUnknown({ entry, stacks, stack, path: position }: Position): LintFinding[] {
  const changed = stacks.map((other) =>
    (other === stack ? { ...stack, template: replaceAt(stack.template, position, { Ref: 'Parameter' }) } : other));
  return lint(new TemplateModel(changed, readRegionRulesFromCdkContext(pathOf(entry))), LINTER_RULES);
}

/** All positions take 15 s, so the regular run takes one of 20. */
const selectPositions = (kind: Case['kind']) =>
  POSITIONS.filter(({ entry }) => entry.kind === kind).filter((_, index) => process.env.SOAK || index % 20 === 0);
const describePosition = ({ entry, path: position }: Position) => `${entry.rule} ${entry.name} ${position.join('/')}`;

describe('LINTER_RULES', () => {
  test('reports nothing for a valid template if a parameter replaces one value', () => {
    const findings = selectPositions('ok').flatMap((position) => findingsWithUnknown(position)
      .map(({ ruleId, message }) => `${describePosition(position)}: ${ruleId} ${message}`));
    expect(findings).toEqual([]);
  });

  test('never fails if a parameter replaces one value', () => {
    const crashed = selectPositions('bad').filter((position) =>
      findingsWithUnknown(position).some(({ ruleId }) => ruleId === 'MRAP001'));
    expect(crashed.map(describePosition)).toEqual([]);
  });
});
