import { type Acknowledgement, isAcknowledged } from '../../diagnostics/acknowledgement';
import { MRAP001_RULE_FAILED } from '../../diagnostics/definitions/linter';
import { DIAGNOSTICS } from '../../diagnostics/registry';
import { type TemplateModel } from '../model/template-model';
import { type LinterRuleMatch, type LinterRule } from '../rules/rule';
import { type LintFinding, makeFindingKey } from './lint-finding';
import { lintWorlds } from './lint-worlds';
import { listUndecidedRules, type UndecidedRule } from './undecided';

export { type LintFinding } from './lint-finding';
export { type UndecidedRule } from './undecided';

export interface FindingFilter {
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Ids of rules to omit. */
  readonly ignore?: readonly string[];
}

/** The findings of an application, and the rules that could not decide. */
export interface LintResult {
  readonly findings: readonly LintFinding[];
  readonly undecided: readonly UndecidedRule[];
}

/** Runs rules for an application, in every world that a deployment can choose. */
export function lint(
  application: TemplateModel, rules: readonly LinterRule[], options: FindingFilter = {},
): LintFinding[] {
  return lintWorlds(application, (model) => ({
    findings: rules.flatMap((rule) => lintWith(model, rule, options)), undecided: [],
  })).findings;
}

/** Runs rules for an application, and lists the rules that could not decide. */
export function lintAndExplain(
  application: TemplateModel, rules: readonly LinterRule[], options: FindingFilter = {},
): LintResult {
  const { findings, undecided } = lintWorlds(application, (model) => ({
    findings: rules.flatMap((rule) => lintWith(model, rule, options)), undecided: listUndecidedRules(model),
  }));
  const reported =
    new Set(findings.map(({ ruleId, templatePath, logicalId }) => makeKey(ruleId, templatePath, logicalId)));
  return {
    findings,
    undecided: undecided.filter(({ ruleId, templatePath, logicalId }) =>
      ruleId === undefined || !reported.has(makeKey(ruleId, templatePath, logicalId))),
  };
}

function makeKey(...parts: readonly string[]): string { return parts.join(' '); }

/** Runs one rule and removes duplicate findings. */
export function lintWith(
  application: TemplateModel,
  rule: LinterRule,
  { acknowledgements = [], ignore = [] }: FindingFilter = {},
): LintFinding[] {
  const located = runRule(rule, application)
    .filter(({ finding, resource }) => !resource.acknowledgements.rules.includes(finding.ruleId))
    .map(locate);
  return [...new Map(located.map((finding) => [makeFindingKey(finding), finding])).values()].filter(
    (finding) => !ignore.includes(finding.ruleId) && !isAcknowledged(finding, acknowledgements),
  );
}

/** Runs the check of a rule. If it throws, the rule has a fault; a finding reports it, and the synthesis continues. */
function runRule(rule: LinterRule, application: TemplateModel): LinterRuleMatch[] {
  const resource = application.firstResource;
  if (resource === undefined) return [];
  try {
    return [...rule.check(application)];
  } catch (error) {
    const ids = rule.finds.map((entry) => entry.id);
    const message = error instanceof Error ? error.message : String(error);
    return [{ resource, finding: MRAP001_RULE_FAILED.create({ ids, error: message }) }];
  }
}

/** Users of plain templates do not know the properties of constructs. */
const TEMPLATE_FIXES = new Map(DIAGNOSTICS.map(({ id, templateFix }) => [id, templateFix]));

function locate({ finding, resource, location }: LinterRuleMatch): LintFinding {
  const { application: { symbols }, constructPath } = resource;
  const templateFix = constructPath === undefined ? TEMPLATE_FIXES.get(finding.ruleId) : undefined;
  return {
    ...finding,
    message: symbols.show(finding.message),
    fix: symbols.show(templateFix ?? finding.fix),
    stack: resource.stack.stackName,
    templatePath: resource.stack.templatePath,
    logicalId: resource.logicalId,
    ...(constructPath !== undefined && { constructPath }),
    ...(location !== undefined && { location }),
  };
}
