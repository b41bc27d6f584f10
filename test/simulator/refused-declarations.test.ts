import { loadTemplates } from '../../cli/lint/load-templates';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { TemplateModel } from '../../src/linter/model/template-model';
import { cases, pathOf } from '../linter/cases';
import { findingsIn } from '../linter/corpus';
import { declareTemplate } from './declare-template';
import { ACCOUNT } from './support';

/** The rules about declarations that S3 refuses during a deployment. */
const RULES = [
  'MRAP101', 'MRAP201', 'MRAP203', 'MRAP302', 'MRAP303', 'MRAP401', 'MRAP402', 'MRAP406', 'MRAP407', 'MRAP408',
  'MRAP409', 'MRAP410', 'MRAP411', 'MRAP420', 'MRAP429', 'MRAP440', 'MRAP441', 'MRAP446', 'MRAP502', 'MRAP507',
  'MRAP508',
];
/** S3 refuses these declarations for one value of a parameter, which has no default. */
const DECIDED_BY_PARAMETERS = ['suspended-by-a-parameter'];
const ENVIRONMENT = { region: 'eu-west-1', account: ACCOUNT };

const CASES = cases(RULES).map((entry) => ({ ...entry, path: pathOf(entry) }));
const BAD = CASES.filter(({ kind, path, name }) =>
  kind === 'bad' && !DECIDED_BY_PARAMETERS.includes(name)
    && findingsIn(path).every(({ severity }) => severity === FindingSeverity.ERROR));

function declare(path: string): Promise<string[]> {
  return declareTemplate(new TemplateModel(loadTemplates(path, ENVIRONMENT).stacks));
}

describe('Simulator', () => {
  test.each(BAD)('refuses what $rule reports for $name', async ({ path }) => {
    expect((await declare(path)).length).toBeGreaterThan(0);
  });

  test.each(CASES.filter(({ kind }) => kind === 'ok'))('accepts $name with the fix of $rule', async ({ path }) => {
    expect(await declare(path)).toEqual([]);
  });
});
