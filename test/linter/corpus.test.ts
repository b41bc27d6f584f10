import { readFileSync } from 'node:fs';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { BASELINE_RULES } from '../../src/linter/rules/baseline/baseline-rules';
import { cases, pathOf } from './cases';
import { EXPECTED_FINDINGS, findingsIn, isExistingLocation, renderLintFinding } from './corpus';

const ALL = cases();
const found = JSON.parse(readFileSync(EXPECTED_FINDINGS, 'utf8')) as Record<string, string>;
const ids = [...new Set([...LINTER_RULES, ...BASELINE_RULES].flatMap(({ finds }) => finds.map(({ id }) => id)))].sort();
const named = (rule: string, kind: string) =>
  ALL.filter((entry) => entry.rule === rule && entry.kind === kind).map(({ name }) => name);

describe('LINTER_RULES', () => {
  test.each(ALL.filter(({ kind }) => kind === 'bad'))('reports $rule for $name', (entry) => {
    const findings = findingsIn(pathOf(entry));
    expect(findings.map(({ ruleId }) => ruleId)).toEqual([entry.rule]);
    expect(isExistingLocation(findings[0])).toBe(true);
    expect(findings[0].message).not.toMatch(/[\uE000-\uE004]|"undefined"|\[object/);
    expect(renderLintFinding(findings[0]))
      .toBe(found[`${entry.rule}/${entry.name}`] ?? 'not recorded, run npm run docs:rules');
  });

  test.each(ALL.filter(({ kind }) => kind === 'ok'))('reports nothing for $name with the fix of $rule', (entry) => {
    expect(findingsIn(pathOf(entry))).toEqual([]);
  });

  test('has at least two bad cases with a fixed version each for every rule', () => {
    const lacking = ids.filter((id) => named(id, 'bad').length < 2);
    expect(lacking).toEqual([]);
    for (const id of ids) {
      expect({ id, names: named(id, 'ok') }).toEqual({ id, names: expect.arrayContaining(named(id, 'bad')) });
    }
    expect([...new Set(ALL.map(({ rule }) => rule))]).toEqual(ids);
  });
});
