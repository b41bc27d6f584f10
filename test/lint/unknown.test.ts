import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { readCdkContext } from '../../cli/lint/cdk-context';
import { loadTemplates } from '../../cli/lint/load-templates';
import { lint, type LintFinding } from '../../src/linter/engine/engine';
import { rawResources, type StackTemplate } from '../../src/linter/evaluation/template';
import { Application } from '../../src/linter/model/template-model';
import { RULES } from '../../src/linter/rules/all-rules';
import { type Case, cases, pathOf } from './cases';
import { ENVIRONMENT } from './corpus';

type Path = readonly (string | number)[];

/** A template of the corpus, and one value in it. */
interface Spot {
  readonly entry: Case;
  readonly stacks: readonly StackTemplate[];
  readonly stack: StackTemplate;
  readonly path: Path;
}

function pathsIn(value: unknown, prefix: Path): Path[] {
  const entries: [string | number, unknown][] = Array.isArray(value) ? value.map((entry, index) => [index, entry]) : Object.entries(typeof value === 'object' && value ? value : {});
  return entries.flatMap(([key, entry]) => [[...prefix, key], ...pathsIn(entry, [...prefix, key])]);
}

function replaced(value: unknown, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  copy[key] = replaced(copy[key], rest, by);
  return copy;
}

const SPOTS: Spot[] = cases().filter((entry) => !existsSync(path.join(pathOf(entry), 'before'))).flatMap((entry) => {
  const { stacks } = loadTemplates(pathOf(entry), ENVIRONMENT);
  return stacks.flatMap((stack) => rawResources(stack).slice(0, 10)
    .flatMap(({ logicalId, properties }) => pathsIn(properties, ['Resources', logicalId, 'Properties']).slice(0, 200))
    .map((spot) => ({ entry, stacks, stack, path: spot })));
});

/** What is found when one value is a matter of deployment. */
function findingsWithUnknown({ entry, stacks, stack, path: spot }: Spot): LintFinding[] {
  const changed = stacks.map((other) => (other === stack ? { ...stack, template: replaced(stack.template, spot, { Ref: 'Parameter' }) } : other));
  return lint(new Application(changed, readCdkContext(pathOf(entry))), RULES);
}

const spotOf = (kind: Case['kind']) => fc.constantFrom(...SPOTS.filter(({ entry }) => entry.kind === kind));
const describing = ({ entry, path: spot }: Spot) => `${entry.rule} ${entry.name} ${spot.join('/')}`;

test('what only deployment shows keeps every rule silent about a good template', () => {
  fc.assert(fc.property(spotOf('ok'), (spot) => {
    expect({ spot: describing(spot), found: findingsWithUnknown(spot) }).toEqual({ spot: describing(spot), found: [] });
  }), { numRuns: process.env.SOAK ? 4000 : 200 });
});

test('what only deployment shows breaks no rule', () => {
  fc.assert(fc.property(spotOf('bad'), (spot) => {
    expect({ spot: describing(spot), ids: findingsWithUnknown(spot).map(({ ruleId }) => ruleId) }).toEqual({ spot: describing(spot), ids: expect.not.arrayContaining(['MRAP001']) });
  }), { numRuns: process.env.SOAK ? 2000 : 100 });
});
