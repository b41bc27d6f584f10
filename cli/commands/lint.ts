import { Command, Option } from 'commander';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { type FindingFilter, lintAndExplain, type LintFinding, type LintResult } from '../../src/linter/engine/engine';
import { expandLoops } from '../../src/linter/evaluation/language-extensions';
import { readTemplateResources, type StackTemplate } from '../../src/linter/evaluation/template';
import { World } from '../../src/linter/evaluation/world';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { EXIT_CODES } from '../exit-codes';
import { omitKnownFindings, writeKnownFindings } from '../lint/known-findings';
import { type ApplicationOptions, loadApplications, type LoadedApplication } from '../lint/load-applications';
import { failWithSource, loadTemplates } from '../lint/load-templates';
import { mergeLoadedTemplates } from '../lint/loaded-templates';
import { renderMissingLookups } from '../lint/missing-lookups';
import { renderFindingsForGitHub } from '../lint/render-github';
import { renderFindingsAsJson } from '../lint/render-json';
import { renderFindingsAsSarif } from '../lint/render-sarif';
import { renderCount, renderFindingsAsText } from '../lint/render-text';
import { type LintReport } from '../lint/report';
import { makePositionFinder } from '../lint/text-positions';
import { renderErrorLine, renderMessageLine } from '../message-line';
import { type CommandOutput } from '../output';
import {
  parseAccount, parseFindingIds, parseParameters, parsePatterns, parseRegion, parseRegions,
} from './option-parsers';

export interface LintOptions extends ApplicationOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly failOn: 'error' | 'warning';
  /** The same as the format `json`. */
  readonly json?: boolean;
  readonly ignore?: readonly string[];
  /** Whether the output contains the reasons of rules that could not decide. */
  readonly explain?: boolean;
  readonly baseline?: string;
  readonly knownFindings?: string;
  readonly writeKnownFindings?: string;
  readonly additionalRegions?: readonly string[];
  readonly allowedRegions?: readonly string[];
}

export interface LintContext {
  readonly output: CommandOutput;
  readonly errors: CommandOutput;
  readonly colour: boolean;
  readonly exit: (code: number) => void;
}

/**
 * Lints cloud assemblies and templates. With a baseline, all sources are one application, and the report also contains
 * findings about resources that a deployment over the baseline would replace or lose.
 */
export function lintSources(
  sources: readonly string[], options: Omit<LintOptions, 'format' | 'failOn' | 'json'>,
): LintReport {
  const { ignore = [], baseline, knownFindings } = options;
  const { applications, findings: ofFiles, skipped } = loadApplications(sources, options);
  if (applications.length + ofFiles.length === 0) failWithSource(sources.join(', '), 'it contains no template');
  const merged = { ...mergeLoadedTemplates(applications), regions: applications[0]?.regions ?? {} };
  const results = (baseline === undefined ? applications : [merged])
    .map((application) => lintApplication(application, options));
  const findings = [
    ...ofFiles.filter(({ ruleId }) => !ignore.includes(ruleId)),
    ...(baseline === undefined ? [] : compareApplications(baseline, merged, options)),
    ...results.flatMap((result) => result.findings),
  ];
  const undecided = results.flatMap((result) => result.undecided)
    .filter(({ ruleId }) => ruleId === undefined || !ignore.includes(ruleId));
  return {
    findings: knownFindings === undefined ? findings : omitKnownFindings(findings, knownFindings),
    positionOf: makePositionFinder(),
    ...(options.explain === true && { undecided }),
    summary: {
      templates: new Set(merged.stacks.map(({ templatePath }) => templatePath)).size,
      resources: merged.stacks.reduce((count, stack) => count + countResources(stack), 0),
      skipped,
      undecided: undecided.length,
    },
    missingLookups: merged.missingLookups,
  };
}

function countResources(stack: StackTemplate): number {
  return readTemplateResources(expandLoops(stack, World.withDefaults())).length;
}

type RuleOptions = Pick<LintOptions, 'ignore' | 'additionalRegions' | 'allowedRegions'>;

function lintApplication(application: LoadedApplication, options: RuleOptions): LintResult {
  return lintAndExplain(makeModel(application, options), LINTER_RULES, makeFilter(application, options));
}

function compareApplications(
  baseline: string, application: LoadedApplication, options: RuleOptions & ApplicationOptions,
): LintFinding[] {
  const deployed = makeModel({ ...loadTemplates(baseline, options), regions: application.regions }, options);
  return compareWithBaseline(deployed, makeModel(application, options), makeFilter(application, options));
}

function makeModel({ stacks, regions }: LoadedApplication, options: RuleOptions): TemplateModel {
  return new TemplateModel(stacks, {
    additionalRegions: options.additionalRegions ?? regions.additionalRegions,
    allowedRegions: options.allowedRegions ?? regions.allowedRegions,
  });
}

function makeFilter({ acknowledgements }: LoadedApplication, { ignore }: RuleOptions): FindingFilter {
  return { ignore, acknowledgements };
}

const RENDERERS = {
  text: renderFindingsAsText,
  json: renderFindingsAsJson,
  sarif: renderFindingsAsSarif,
  github: renderFindingsForGitHub,
};
const FAILING = {
  error: [FindingSeverity.ERROR],
  warning: [FindingSeverity.ERROR, FindingSeverity.WARNING],
};

function runLint(
  sources: readonly string[],
  options: LintOptions,
  { output, errors, colour, exit }: LintContext,
): void {
  const format = options.json ? 'json' : options.format;
  try {
    const report = lintSources(sources, options);
    for (const message of renderMissingLookups(report.missingLookups ?? [])) {
      errors.write(renderMessageLine({ note: { message } }, options.json ?? false));
    }
    if (options.writeKnownFindings !== undefined) {
      writeKnownFindings(report.findings, options.writeKnownFindings);
      output.write(`${options.writeKnownFindings} contains ${renderCount(report.findings.length, 'finding')}\n`);
      exit(EXIT_CODES.SUCCESS);
      return;
    }
    output.write(RENDERERS[format](report, { colour }));
    const fails = report.findings.some(({ severity }) => FAILING[options.failOn].includes(severity));
    exit(fails ? EXIT_CODES.PROBLEMS : EXIT_CODES.SUCCESS);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    errors.write(renderErrorLine(message, EXIT_CODES.INVALID_INPUT, options.json ?? false));
    exit(EXIT_CODES.INVALID_INPUT);
  }
}

export function lintCommand(context: LintContext): Command {
  return new Command('lint')
    .description('check templates against the rules of Multi-Region Access Points; exit code 1 if there are errors')
    .argument('<sources...>', 'cdk.out folders, folders of templates, or templates in JSON or YAML')
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(RENDERERS)).default('text'))
    .addOption(new Option('--json', 'print JSON').conflicts('format'))
    .addOption(
      new Option('--ignore <ids>', 'ids of findings to ignore, separated by commas').argParser(parseFindingIds),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with code 1 for findings of this severity and above')
        .choices(Object.keys(FAILING)).default('error'),
    )
    .addOption(
      new Option('--application <patterns>', 'files that are one application, such as "stacks/prod-*.yaml"')
        .argParser(parsePatterns),
    )
    .addOption(new Option('--explain', 'list the rules that could not decide, with their reasons'))
    .addOption(new Option('--known-findings <file>', 'report only findings that the file does not contain'))
    .addOption(new Option('--write-known-findings <file>', 'write all findings into a file instead of reporting them'))
    .addOption(new Option('--baseline <source>', 'deployed templates; reports replaced and lost resources'))
    .addOption(new Option('--region <region>', 'Region of templates that do not declare one').argParser(parseRegion))
    .addOption(
      new Option('--parameter <values>', 'values of parameters, such as Stage=prod').argParser(parseParameters),
    )
    .addOption(new Option('--account <id>', 'account of templates that do not declare one').argParser(parseAccount))
    .addOption(
      new Option('--additional-regions <regions>', 'Regions that are newer than this version').argParser(parseRegions),
    )
    .addOption(
      new Option('--allowed-regions <regions>', 'the only Regions that may contain data').argParser(parseRegions),
    )
    .action((sources: string[], options: LintOptions) => {
      runLint(sources, options, context);
    });
}
