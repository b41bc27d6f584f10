import * as path from 'node:path';
import { makeStackTemplate, parseStackFileName } from '../../../cli/lint/load-templates';
import { parseTemplate } from '../../../cli/lint/parse-template';
import { lint } from '../../../src/linter/engine/engine';
import { type StackTemplate } from '../../../src/linter/evaluation/template';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { type CaseFiles, SINGLE_TEMPLATE } from '../case-files';
import { type Case, cases, filesOf, findCase } from '../cases';
import { type Fields } from './json-values';

export type Side = 'ok' | 'bad';

/** The edit that makes the template of a bad case out of its corrected template. */
export interface CorpusEdit {
  readonly rule: string;
  readonly name: string;
  readonly ok: Fields;
  readonly bad: Fields;
  /** All stacks of a case of several stacks on each side. The first stack is the one that the edit is about. */
  readonly stacks?: Readonly<Record<Side, readonly StackTemplate[]>>;
}

/**
 * The edits of all cases that consist of templates only. The others are comparisons with a baseline, or they contain
 * settings of the CDK.
 */
export function readCorpusEdits(): CorpusEdit[] {
  return cases().filter(({ kind }) => kind === 'bad').flatMap((bad) => {
    const sides = { ok: filesOf(findCase(bad.rule, 'ok', bad.name)), bad: filesOf(bad) };
    return sides.bad.has(SINGLE_TEMPLATE) ? readEditOfTemplate(bad, sides) : readEditOfStacks(bad, sides);
  });
}

function readEditOfTemplate({ rule, name }: Case, { ok, bad }: Record<Side, CaseFiles>): CorpusEdit[] {
  const [before, after] = [ok, bad].map((files) => files.get(SINGLE_TEMPLATE));
  return before === undefined || after === undefined
    ? []
    : [{ rule, name, ok: parseFields(before), bad: parseFields(after) }];
}

const parseFields = (text: string) => parseTemplate(text).value as Fields;

function readEditOfStacks({ rule, name }: Case, sides: Record<Side, CaseFiles>): CorpusEdit[] {
  const isTemplates = [...sides.ok.keys(), ...sides.bad.keys()]
    .every((file) => path.dirname(file) === '.' && path.extname(file) === '.yaml');
  if (!isTemplates) return [];
  const [ok, bad] = [sides.ok, sides.bad].map((files) =>
    [...files].map(([file, text]) => makeStackTemplate(file, parseFields(text), {})));
  const finding = lint(new TemplateModel(bad), LINTER_RULES).find(({ ruleId }) => ruleId === rule);
  const edited = finding && parseStackFileName(finding.templatePath).stack;
  const putFirst = (stacks: readonly StackTemplate[]) =>
    [...stacks].sort((one, other) => Number(other.stackName === edited) - Number(one.stackName === edited));
  const stacks = { ok: putFirst(ok), bad: putFirst(bad) };
  return stacks.ok[0].stackName === edited && stacks.bad[0].stackName === edited
    ? [{ rule, name, ok: stacks.ok[0].template as Fields, bad: stacks.bad[0].template as Fields, stacks }]
    : [];
}
