import { MRAP001_RULE_FAILED } from '../../diagnostics/definitions/linter';
import { type Finding } from '../../diagnostics/finding';
import { type Application } from '../model/template-model';
import { type RuleMatch, type Rule } from '../rules/rule';
import { type Acknowledgement, isAcknowledged } from './acknowledgement';

/** A finding with its place in the application. */
export interface LintFinding extends Finding {
  readonly stack: string;
  readonly templatePath: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  /** The property, as a path of the resource: `Properties/Regions/0`. */
  readonly location?: string;
}

export interface LintOptions {
  readonly acknowledgements?: readonly Acknowledgement[];
  /** Ids that are not wanted at all. */
  readonly ignore?: readonly string[];
}

/** Runs rules over an application. */
export function lint(application: Application, rules: readonly Rule[], options: LintOptions = {}): LintFinding[] {
  return rules.flatMap((rule) => lintWith(application, rule, options));
}

/** Runs one rule; what it finds twice is one finding. */
export function lintWith(application: Application, rule: Rule, { acknowledgements = [], ignore = [] }: LintOptions = {}): LintFinding[] {
  const placed = run(rule, application).map(place);
  return [...new Map(placed.map((finding) => [identityOf(finding), finding])).values()]
    .filter((finding) => !ignore.includes(finding.ruleId) && !isAcknowledged(finding, acknowledgements));
}

/** A rule that throws is our fault, and must not cost anyone a synthesis: it becomes a finding of its own. */
function run(rule: Rule, application: Application): RuleMatch[] {
  const [resource] = application.resources;
  if (resource === undefined) return [];
  try {
    return [...rule.check(application)];
  } catch (error) {
    const ids = rule.finds.map((entry) => entry.id);
    return [{ resource, finding: MRAP001_RULE_FAILED.create({ ids, error: error instanceof Error ? error.message : String(error) }) }];
  }
}

function place({ finding, resource, location }: RuleMatch): LintFinding {
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

function identityOf({ ruleId, message, templatePath, logicalId }: LintFinding): string {
  return JSON.stringify([ruleId, message, templatePath, logicalId]);
}
