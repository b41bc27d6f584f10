import { type Application } from '../model/template-model';
import { BASELINE_RULES } from '../rules/baseline/baseline-rules';
import { lintWith, type LintFinding, type LintOptions } from './engine';

/** Finds everything that the deployment of an application would lose or replace, compared with the application deployed before. */
export function compareWithBaseline(before: Application, after: Application, options: LintOptions = {}): LintFinding[] {
  return BASELINE_RULES.flatMap(({ finds, compare }) => lintWith(before, { finds, check: () => compare(before, after) }, options));
}
