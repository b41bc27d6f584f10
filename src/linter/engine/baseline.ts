import { type TemplateModel } from '../model/template-model';
import { BASELINE_RULES } from '../rules/baseline/baseline-rules';
import { lintWith, type LintFinding, type FindingFilter } from './engine';

/** Finds the resources that a deployment would remove or replace, compared with the deployed application. */
export function compareWithBaseline(
  before: TemplateModel,
  after: TemplateModel,
  options: FindingFilter = {},
): LintFinding[] {
  return BASELINE_RULES.flatMap(({ finds, compare }) =>
    lintWith(before, { finds, check: () => compare(before, after) }, options),
  );
}
