import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { readRegionRulesFromCdkContext } from '../../cli/lint/cdk-context';
import { loadTemplates } from '../../cli/lint/load-templates';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { lint, type LintFinding } from '../../src/linter/engine/engine';
import { readTemplateResources, type StackTemplate } from '../../src/linter/evaluation/template';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';

/** The recorded findings of all bad cases. */
export const EXPECTED_FINDINGS = path.join(__dirname, 'expected-findings.json');
/** The environment of templates whose names do not contain it. */
export const ENVIRONMENT = { region: 'eu-west-1', account: '111122223333' };

const read = new Map<string, readonly StackTemplate[]>();

/** Reads the templates of a case once. */
function stacksIn(source: string): readonly StackTemplate[] {
  if (!read.has(source)) read.set(source, loadTemplates(source, ENVIRONMENT).stacks);
  return read.get(source)!;
}

function applicationIn(source: string): TemplateModel {
  return new TemplateModel(stacksIn(source), readRegionRulesFromCdkContext(source));
}

/** The findings in a case. A case with `before` and `after` is compared with its deployed version. */
export function findingsIn(source: string): LintFinding[] {
  const before = path.join(source, 'before');
  if (!existsSync(before)) return lint(applicationIn(source), LINTER_RULES, { ignore: readIgnored(source) });
  return compareWithBaseline(applicationIn(before), applicationIn(path.join(source, 'after')));
}

/** The `ignored` ids in the `cdk.json` of a case: findings about the same mistake that other rules report as well. */
function readIgnored(source: string): readonly string[] {
  const file = path.join(source, 'cdk.json');
  if (!existsSync(file)) return [];
  const { ignored = [] } = JSON.parse(readFileSync(file, 'utf8')) as { ignored?: readonly string[] };
  return ignored;
}

/** Renders a finding with its severity and location. */
export function renderLintFinding({
  ruleId, severity, constructPath, logicalId, location = '', message, fix,
}: LintFinding): string {
  return `${severity} ${ruleId} ${constructPath ?? logicalId} ${location}: ${message}; ${fix}`;
}

/** Returns whether the location of a finding exists, except for its last key, which may be missing. */
export function isExistingLocation({ templatePath, logicalId, location = 'Properties' }: LintFinding): boolean {
  const [first, ...keys] = location.split('/');
  const [stack] = stacksIn(templatePath);
  const resource = readTemplateResources(stack).find((entry) => entry.logicalId === logicalId);
  let value: unknown = resource?.properties;
  for (const key of keys.slice(0, -1)) {
    // An intrinsic function may contain a policy as text.
    if (typeof value !== 'object' || value === null || Object.keys(value).some((name) => /^(Fn::|Ref$)/.test(name))) {
      return first === 'Properties';
    }
    value = (value as Record<string, unknown>)[key];
    if (value === undefined) return false;
  }
  return first === 'Properties' && resource !== undefined && keys.every((key) => key !== '');
}
