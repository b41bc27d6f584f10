import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { readCdkContext } from '../../cli/lint/cdk-context';
import { loadTemplates } from '../../cli/lint/load-templates';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { lint, type LintFinding } from '../../src/linter/engine/engine';
import { rawResources, type StackTemplate } from '../../src/linter/evaluation/template';
import { Application } from '../../src/linter/model/template-model';
import { RULES } from '../../src/linter/rules/all-rules';

/** What was found in every bad case when that was recorded, word for word. */
export const FOUND = path.join(__dirname, 'found.json');
/** Where a template of the corpus goes that does not say so in its name. */
export const ENVIRONMENT = { region: 'eu-west-1', account: '111122223333' };

const read = new Map<string, readonly StackTemplate[]>();

/** The templates of a case, read once. */
function stacksIn(source: string): readonly StackTemplate[] {
  if (!read.has(source)) read.set(source, loadTemplates(source, ENVIRONMENT).stacks);
  return read.get(source)!;
}

function applicationIn(source: string): Application {
  return new Application(stacksIn(source), readCdkContext(source));
}

/** What is found in a case; one with `before` and `after` is what a deployment would change. */
export function findingsIn(source: string): LintFinding[] {
  const before = path.join(source, 'before');
  if (!existsSync(before)) return lint(applicationIn(source), RULES);
  return compareWithBaseline(applicationIn(before), applicationIn(path.join(source, 'after')));
}

/** What a reader is told of a finding. */
export function shown({ ruleId, severity, constructPath, logicalId, location = '', message, fix }: LintFinding): string {
  return `${severity} ${ruleId} ${constructPath ?? logicalId} ${location}: ${message}; ${fix}`;
}

/** Whether a finding points at something that is there, or is missing there. */
export function isPlace({ templatePath, logicalId, location = 'Properties' }: LintFinding): boolean {
  const [first, ...keys] = location.split('/');
  const [stack] = stacksIn(templatePath);
  const resource = rawResources(stack).find((entry) => entry.logicalId === logicalId);
  let value: unknown = resource?.properties;
  for (const key of keys.slice(0, -1)) {
    // A policy may stand in a text.
    if (typeof value !== 'object' || value === null || Object.keys(value).some((name) => /^(Fn::|Ref$)/.test(name))) return first === 'Properties';
    value = (value as Record<string, unknown>)[key];
    if (value === undefined) return false;
  }
  return first === 'Properties' && resource !== undefined && keys.every((key) => key !== '');
}
