import { Command, Option } from 'commander';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { lint, type LintFinding } from '../../src/linter/engine/engine';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { EXIT_CODES } from '../exit-codes';
import { readRegionRulesFromCdkContext } from '../lint/cdk-context';
import { type DefaultTemplateEnvironment, loadTemplates } from '../lint/load-templates';
import { mergeLoadedTemplates } from '../lint/loaded-templates';
import { renderFindingsAsJson } from '../lint/render-json';
import { renderFindingsAsSarif } from '../lint/render-sarif';
import { renderFindingsAsText } from '../lint/render-text';
import { renderErrorLine } from '../message-line';
import { type CommandOutput } from '../output';
import { parseAccount, parseFindingIds, parseRegion, parseRegions } from './option-parsers';

export interface LintOptions extends DefaultTemplateEnvironment {
  readonly format: 'text' | 'json' | 'sarif';
  /** The same as the format `json`. */
  readonly json?: boolean;
  readonly ignore?: readonly string[];
  readonly baseline?: string;
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
 * Lints cloud assemblies and templates as one application. With a baseline, it also returns findings about resources
 * that a deployment over the baseline would replace or lose.
 */
export function lintSources(sources: readonly string[], options: Omit<LintOptions, 'format' | 'json'>): LintFinding[] {
  const { ignore, baseline } = options;
  const { stacks, acknowledgements } = mergeLoadedTemplates(sources.map((source) => loadTemplates(source, options)));
  const context = readRegionRulesFromCdkContext(sources[0]);
  const regions = {
    additionalRegions: options.additionalRegions ?? context.additionalRegions,
    allowedRegions: options.allowedRegions ?? context.allowedRegions,
  };
  const application = new TemplateModel(stacks, regions);
  const lintOptions = { ignore, acknowledgements };
  const findings = lint(application, LINTER_RULES, lintOptions);
  if (baseline === undefined) return findings;
  const deployed = new TemplateModel(loadTemplates(baseline, options).stacks, regions);
  return [...compareWithBaseline(deployed, application, lintOptions), ...findings];
}

const RENDERERS = { text: renderFindingsAsText, json: renderFindingsAsJson, sarif: renderFindingsAsSarif };

function runLint(
  sources: readonly string[],
  options: LintOptions,
  { output, errors, colour, exit }: LintContext,
): void {
  const format = options.json ? 'json' : options.format;
  let findings: LintFinding[];
  try {
    findings = lintSources(sources, options);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    errors.write(renderErrorLine(message, EXIT_CODES.INVALID_INPUT, options.json ?? false));
    exit(EXIT_CODES.INVALID_INPUT);
    return;
  }
  output.write(RENDERERS[format](findings, { colour }));
  exit(findings.some(({ severity }) => severity === FindingSeverity.ERROR) ? EXIT_CODES.PROBLEMS : EXIT_CODES.SUCCESS);
}

export function lintCommand(context: LintContext): Command {
  return new Command('lint')
    .description('check templates against the rules of Multi-Region Access Points; exit code 1 if there are errors')
    .argument('<sources...>', 'a cdk.out folder, a folder of templates, or templates in JSON or YAML')
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(new Option('--json', 'print JSON').conflicts('format'))
    .addOption(
      new Option('--ignore <ids>', 'ids of findings to ignore, separated by commas').argParser(parseFindingIds),
    )
    .addOption(new Option('--baseline <source>', 'deployed templates; reports replaced and lost resources'))
    .addOption(new Option('--region <region>', 'Region of templates that do not declare one').argParser(parseRegion))
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
