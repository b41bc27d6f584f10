import { Command, InvalidArgumentError, Option } from 'commander';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { lint, type LintFinding } from '../../src/linter/engine/engine';
import { TemplateModel } from '../../src/linter/model/template-model';
import { RULES } from '../../src/linter/rules/all-rules';
import { EXIT_CODES } from '../exit-codes';
import { readCdkContext } from '../lint/cdk-context';
import { type DeployTarget, load } from '../lint/load';
import { merge } from '../lint/loaded';
import { renderJson } from '../lint/render-json';
import { renderSarif } from '../lint/render-sarif';
import { renderText } from '../lint/render-text';
import { type Output } from '../output';

export interface LintOptions extends DeployTarget {
  readonly format: 'text' | 'json' | 'sarif';
  readonly ignore?: readonly string[];
  readonly baseline?: string;
  readonly additionalRegions?: readonly string[];
  readonly allowedRegions?: readonly string[];
}

export interface LintContext {
  readonly output: Output;
  readonly errors: Output;
  readonly colour: boolean;
  readonly exit: (code: number) => void;
}

/** Everything that is found in some places, and in what a deployment over the baseline would change. */
export function findAll(sources: readonly string[], options: Omit<LintOptions, 'format'>): LintFinding[] {
  const { ignore, baseline } = options;
  const { stacks, acknowledgements } = merge(sources.map((source) => load(source, options)));
  const context = readCdkContext(sources[0]);
  const regions = {
    additionalRegions: options.additionalRegions ?? context.additionalRegions,
    allowedRegions: options.allowedRegions ?? context.allowedRegions,
  };
  const application = new TemplateModel(stacks, regions);
  const lost = baseline === undefined
    ? []
    : compareWithBaseline(new TemplateModel(load(baseline, options).stacks, regions), application, { ignore, acknowledgements });
  return [...lost, ...lint(application, RULES, { ignore, acknowledgements })];
}

const RENDERERS = { text: renderText, json: renderJson, sarif: renderSarif };

function run(sources: readonly string[], options: LintOptions, { output, errors, colour, exit }: LintContext): void {
  let findings: LintFinding[];
  try {
    findings = findAll(sources, options);
  } catch (error) {
    errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    exit(EXIT_CODES.UNREADABLE);
    return;
  }
  output.write(RENDERERS[options.format](findings, { colour }));
  exit(findings.some(({ severity }) => severity === FindingSeverity.ERROR) ? EXIT_CODES.ERRORS : EXIT_CODES.FINE);
}

function parseList(text: string): string[] {
  return text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '');
}

function parseIds(text: string): string[] {
  const ids = parseList(text);
  if (!ids.every((id) => /^MRAP\d{3}$/.test(id))) throw new InvalidArgumentError('expected ids like MRAP205, separated by commas.');
  return ids;
}

function parseAccount(text: string): string {
  if (!/^\d{12}$/.test(text)) throw new InvalidArgumentError('expected 12 digits.');
  return text;
}

export function lintCommand(context: LintContext): Command {
  return new Command('lint')
    .description('check templates for everything that S3 documents about Multi-Region Access Points; ends with 1 if there are errors')
    .argument('<sources...>', 'a cdk.out folder, a folder of templates, or templates in JSON or YAML')
    .addOption(new Option('--format <format>', 'how to write what is found').choices(['text', 'json', 'sarif']).default('text'))
    .addOption(new Option('--ignore <ids>', 'ids that do not matter here, separated by commas').argParser(parseIds))
    .addOption(new Option('--baseline <source>', 'what is deployed: tells what would be replaced or lost'))
    .addOption(new Option('--region <region>', 'where templates go that do not say so'))
    .addOption(new Option('--account <account>', 'the account templates go to that do not say so').argParser(parseAccount))
    .addOption(new Option('--additional-regions <regions>', 'Regions that AWS has added since this version').argParser(parseList))
    .addOption(new Option('--allowed-regions <regions>', 'the only Regions where data may be').argParser(parseList))
    .action((sources: string[], options: LintOptions) => { run(sources, options, context); });
}
