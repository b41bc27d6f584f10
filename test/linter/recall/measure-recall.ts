import { readTemplateFile } from '../../../cli/lint/read-template';
import { groupBy } from '../../../src/diagnostics/group-by';
import { lint, lintAndExplain, type LintFinding } from '../../../src/linter/engine/engine';
import { makeSubjectKey } from '../../../src/linter/engine/lint-finding';
import { isExamined, type UndecidedRule } from '../../../src/linter/engine/undecided';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { type LinterRule } from '../../../src/linter/rules/rule';
import { RULE_INPUTS } from '../../../src/linter/rules/rule-inputs';
import { type CorpusEdit, readCorpusEdits, type Side } from './corpus-edits';
import { graft, GRAFTED, listNamings, NAMINGS, type Naming } from './graft';
import { editInPlace } from './in-place';
import { type Fields, fieldsOf } from './json-values';
import { makeParameterValues } from './parameter-values';

/** A mutation that the linter did not report. */
export interface MissedMutation {
  readonly file: string;
  readonly rule: string;
  readonly name: string;
  readonly place: string;
}

/** How many mutations of templates the linter reports. */
export interface RecallMeasurement {
  readonly templates: number;
  /** The number of edits of one template, and of several stacks. */
  readonly edits: readonly [one: number, several: number];
  /** The number of mutations of the template with the fewest. */
  readonly fewest: number;
  readonly grafted: number;
  readonly inPlace: number;
  readonly missed: readonly MissedMutation[];
  /** Edits in place that the linter does not report with an account, a Region and all parameters either. */
  readonly unconfirmed: readonly MissedMutation[];
  /** Findings of the mutated rule in a template with the corrected resources of a case. */
  readonly falseFindings: readonly MissedMutation[];
  /** Pairs of a resource and a rule, and those of them that are not decidable. */
  readonly pairs: number;
  readonly undecidedPairs: number;
}

const ENVIRONMENT = { region: 'eu-west-1', account: '111122223333' };

/** Repeats every edit of the corpus in every template, and lints the results without account and Region. */
export function measureRecall(
  files: readonly string[], edits = readCorpusEdits(), onProgress: (file: string) => void = () => undefined,
): RecallMeasurement {
  const measurements = files.map((file) => {
    onProgress(file);
    return measureTemplate(file, edits);
  });
  const join = <T>(list: (measurement: RecallMeasurement) => readonly T[]) => measurements.flatMap(list);
  const sum = (count: (measurement: RecallMeasurement) => number) =>
    measurements.reduce((total, measurement) => total + count(measurement), 0);
  return {
    templates: files.length,
    edits: countEdits(edits),
    fewest: Math.min(...measurements.map(({ fewest }) => fewest)),
    grafted: sum(({ grafted }) => grafted),
    inPlace: sum(({ inPlace }) => inPlace),
    missed: join(({ missed }) => missed),
    unconfirmed: join(({ unconfirmed }) => unconfirmed),
    falseFindings: join(({ falseFindings }) => falseFindings),
    pairs: sum(({ pairs }) => pairs),
    undecidedPairs: sum(({ undecidedPairs }) => undecidedPairs),
  };
}

function readTemplate(file: string): Fields {
  const content = readTemplateFile(file);
  if (content.kind !== 'template') throw new Error(`${file} is not a template`);
  return fieldsOf(content.template);
}

const lintTemplate = (template: Fields, environment = {}) =>
  lintAndExplain(makeModel(template, environment), LINTER_RULES);

function makeModel(template: Fields, environment: object): TemplateModel {
  return new TemplateModel([{ id: 'Stack', stackName: 'Stack', templatePath: 'template', template, ...environment }]);
}

function measureTemplate(file: string, edits: readonly CorpusEdit[]): RecallMeasurement {
  const template = readTemplate(file);
  const { findings, undecided } = lintTemplate(template);
  const grafts = edits.flatMap((edit) => listNamings(edit).map((naming, index) => ({
    file,
    rule: edit.rule,
    name: edit.name,
    place: naming,
    isFound: isReported(makeGraftedModel(template, edit, 'bad', naming), edit.rule),
    isFalse: index === 0 && isReported(makeGraftedModel(template, edit, 'ok', naming), edit.rule),
  })));
  const repeated = edits.filter(({ stacks }) => stacks === undefined)
    .flatMap((edit) => editInPlace(template, edit).map((result) => ({ ...result, edit })));
  const inPlace = repeated.map(({ template: edited, logicalId, edit }) => ({
    file,
    rule: edit.rule,
    name: edit.name,
    place: logicalId,
    isFound: hasNewFinding(findings, lintTemplate(edited).findings, edit.rule),
    isConfirmed: () => hasNewFinding(
      lintCompletely(template), lintCompletely(edited), edit.rule),
  }));
  const notFound = inPlace.filter(({ isFound }) => !isFound)
    .map((entry) => ({ ...entry, confirmed: entry.isConfirmed() }));
  const unconfirmed = notFound.filter(({ confirmed }) => !confirmed);
  return {
    templates: 1,
    edits: countEdits(edits),
    fewest: grafts.length + inPlace.length,
    grafted: grafts.length,
    inPlace: inPlace.length - unconfirmed.length,
    missed: [...grafts.filter(({ isFound }) => !isFound), ...notFound.filter(({ confirmed }) => confirmed)],
    unconfirmed,
    falseFindings: grafts.filter(({ isFalse }) => isFalse),
    pairs: countPairs(makeModel(template, {}), undecided),
    undecidedPairs: undecided.length,
  };
}

function countEdits(edits: readonly CorpusEdit[]): readonly [one: number, several: number] {
  const several = edits.filter(({ stacks }) => stacks !== undefined).length;
  return [edits.length - several, several];
}

/** Counts the pairs of a resource and a rule that needs a property of this type of resource. */
function countPairs(application: TemplateModel, undecided: readonly UndecidedRule[]): number {
  const pairs = RULE_INPUTS.flatMap(({ types, rules }) => application.resourcesOfType(...types)
    .filter((resource) => isExamined(application, resource))
    .flatMap(({ logicalId }) => rules.map((rule) => `${rule} ${logicalId}`)));
  return new Set([...pairs, ...undecided.map(({ ruleId, logicalId }) => `${ruleId} ${logicalId}`)]).size;
}

/** Lints a template with an account, a Region, and a value for every parameter. */
function lintCompletely(template: Fields): readonly LintFinding[] {
  return lintTemplate(template, { ...ENVIRONMENT, parameters: makeParameterValues(template) }).findings;
}

/** A template with the resources of one side of an edit, beside the other stacks of the case. */
function makeGraftedModel(template: Fields, edit: CorpusEdit, side: Side, naming: Naming): TemplateModel {
  const grafted = graft(template, edit, side, naming);
  if (edit.stacks === undefined) return makeModel(grafted, {});
  const [stack, ...others] = edit.stacks[side];
  return new TemplateModel([{ ...stack, template: grafted }, ...others]);
}

/** Runs only the rules that can report the finding, because the other rules take most of the time. */
function isReported(application: TemplateModel, rule: string): boolean {
  const [edited] = application.allStacks;
  return lint(application, findRules(rule)).some(({ ruleId, templatePath, logicalId }) =>
    ruleId === rule && (templatePath !== edited.templatePath || logicalId.startsWith(GRAFTED)));
}

function findRules(rule: string): LinterRule[] {
  return LINTER_RULES.filter(({ finds }) => finds.some(({ id }) => id === rule));
}

function hasNewFinding(before: readonly LintFinding[], after: readonly LintFinding[], rule: string): boolean {
  const known = new Set(before.map((finding) => `${makeSubjectKey(finding)} ${finding.message}`));
  return after.some((finding) =>
    finding.ruleId === rule && !known.has(`${makeSubjectKey(finding)} ${finding.message}`));
}

/** Renders the shares of found mutations and undecided pairs, and lists the others. */
export function renderRecall(measurement: RecallMeasurement): string {
  const {
    templates, edits: [one, several], fewest, grafted, inPlace, missed, unconfirmed, falseFindings, pairs,
    undecidedPairs,
  } = measurement;
  const total = grafted + inPlace;
  const percent = (part: number, whole: number) => `${(100 * part / Math.max(whole, 1)).toFixed(1)} %`;
  return [
    `${one + several} edits: ${one} of one template, ${several} of several stacks`,
    `${templates} templates, at least ${fewest} mutations each`,
    `${total} mutations with a fault: ${grafted} grafted, ${inPlace} in place`,
    `reported without account and Region: ${total - missed.length}, ${percent(total - missed.length, total)}`,
    `pairs of a resource and a rule: ${pairs}; not decidable: ${undecidedPairs}, ${percent(undecidedPairs, pairs)}`,
    `edits in place without a confirmed fault: ${unconfirmed.length}`,
    `findings in corrected templates: ${falseFindings.length}`,
    ...renderMutations('missed', missed),
    ...renderMutations('unconfirmed', unconfirmed),
    ...renderMutations('found in a corrected template', falseFindings),
    '',
  ].join('\n');
}

function renderMutations(title: string, mutations: readonly MissedMutation[]): string[] {
  const groups = groupBy(mutations, ({ rule, name, place }) =>
    `${rule} ${name}${(NAMINGS as readonly string[]).includes(place) ? `, named ${place}` : ''}`);
  const lines = [...groups].map(([key, same]) => `  ${key}: ${same.length}, first in ${same[0].file} ${same[0].place}`);
  return lines.length === 0 ? [] : [title, ...lines.sort()];
}
