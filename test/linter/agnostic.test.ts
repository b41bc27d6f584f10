import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { readRegionRulesFromCdkContext } from '../../cli/lint/cdk-context';
import { loadTemplates } from '../../cli/lint/load-templates';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { lintAndExplain, type LintResult } from '../../src/linter/engine/engine';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { type Case, cases, pathOf } from './cases';

/** The cases that compare an account in the template with the account of the stack, which nothing determines. */
const NOT_DECIDABLE = [
  'MRAP208 not-in-the-application', 'MRAP208 policy-for-someone-else', 'MRAP555 policy-for-another-account',
  'MRAP708 literal', 'MRAP708 reference',
];

const nameOf = ({ rule, name }: Case) => `${rule} ${name}`;
const comparable = cases().filter((entry) => !existsSync(path.join(pathOf(entry), 'before')));

/** The result for a case without an account and a Region. */
function resultOf(entry: Case): LintResult {
  const source = pathOf(entry);
  const model = new TemplateModel(loadTemplates(source).stacks, readRegionRulesFromCdkContext(source));
  return lintAndExplain(model, LINTER_RULES);
}

describe('lintAndExplain', () => {
  const bad = comparable.filter(({ kind }) => kind === 'bad');

  test.each(bad.filter((entry) => !NOT_DECIDABLE.includes(nameOf(entry))))(
    'reports $rule for $name without an account and a Region', (entry) => {
      expect(resultOf(entry).findings.map(({ ruleId }) => ruleId)).toContain(entry.rule);
    },
  );

  test.each(bad.filter((entry) => NOT_DECIDABLE.includes(nameOf(entry))))(
    'counts $rule as not decidable for $name without an account and a Region', (entry) => {
      const { findings, undecided } = resultOf(entry);
      expect(findings.map(({ ruleId }) => ruleId)).not.toContain(entry.rule);
      expect(undecided.map(({ ruleId }) => ruleId)).toContain(entry.rule);
    },
  );

  test('decides all cases except five', () => {
    expect(bad.map(nameOf)).toEqual(expect.arrayContaining(NOT_DECIDABLE));
    expect(NOT_DECIDABLE.length).toBeLessThanOrEqual(5);
  });

  test.each(comparable.filter(({ kind }) => kind === 'ok'))(
    'reports no error for $name with the fix of $rule without an account and a Region', (entry) => {
      const errors = resultOf(entry).findings.filter(({ severity }) => severity === FindingSeverity.ERROR);
      expect(errors).toEqual([]);
    },
  );
});
