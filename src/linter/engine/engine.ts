import { type Acknowledgement, isAcknowledged } from '../../diagnostics/acknowledgement';
import { MRAP001_RULE_FAILED } from '../../diagnostics/definitions/linter';
import { type Finding } from '../../diagnostics/finding';
import { type TemplateModel } from '../model/template-model';
import { type LinterRuleMatch, type LinterRule } from '../rules/rule';

/** A finding with its location in the application. */
export interface LintFinding extends Finding {
  readonly stack: string;
  readonly templatePath: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  /** The property, as a path in the resource: `Properties/Regions/0`. */
  readonly location?: string;
}

export interface FindingFilter {
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Ids of rules to omit. */
  readonly ignore?: readonly string[];
}

/** Runs rules for an application. */
export function lint(
  application: TemplateModel, rules: readonly LinterRule[], options: FindingFilter = {},
): LintFinding[] {
  return rules.flatMap((rule) => lintWith(application, rule, options));
}

/** Runs one rule and removes duplicate findings. */
export function lintWith(
  application: TemplateModel,
  rule: LinterRule,
  { acknowledgements = [], ignore = [] }: FindingFilter = {},
): LintFinding[] {
  const located = runRule(rule, application)
    .filter(({ finding, resource }) => !resource.acknowledgedRules.includes(finding.ruleId))
    .map(locate);
  return [...new Map(located.map((finding) => [makeFindingKey(finding), finding])).values()].filter(
    (finding) => !ignore.includes(finding.ruleId) && !isAcknowledged(finding, acknowledgements),
  );
}

/** Runs the check of a rule. If it throws, the rule has a fault; a finding reports it, and the synthesis continues. */
function runRule(rule: LinterRule, application: TemplateModel): LinterRuleMatch[] {
  const [resource] = application.resources;
  if (resource === undefined) return [];
  try {
    return [...rule.check(application)];
  } catch (error) {
    const ids = rule.finds.map((entry) => entry.id);
    const message = error instanceof Error ? error.message : String(error);
    return [{ resource, finding: MRAP001_RULE_FAILED.create({ ids, error: message }) }];
  }
}

function locate({ finding, resource, location }: LinterRuleMatch): LintFinding {
  const { application: { symbols }, constructPath } = resource;
  return {
    ...finding,
    message: symbols.show(finding.message),
    fix: symbols.show(finding.fix),
    stack: resource.stack.stackName,
    templatePath: resource.stack.templatePath,
    logicalId: resource.logicalId,
    ...(constructPath !== undefined && { constructPath }),
    ...(location !== undefined && { location }),
  };
}

function makeFindingKey({ ruleId, message, templatePath, logicalId }: LintFinding): string {
  return JSON.stringify([ruleId, message, templatePath, logicalId]);
}
