import { SECOND } from '../../control/clock';
import { type DrillTrendEntry } from '../../control/drill/trend';
import { version } from '../../package.json';
import { type MonthlyUsage } from '../../src/diagnostics/checks/monthly-cost';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { lint } from '../../src/linter/engine/engine';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { CommandError } from '../command-error';
import { type LazyAwsCommandContext } from '../commands/operate';
import { EXIT_CODES, type ExitCode } from '../exit-codes';
import { readRegionRulesFromCdkContext } from '../lint/cdk-context';
import { type DefaultTemplateEnvironment, loadTemplates } from '../lint/load-templates';
import { mergeLoadedTemplates } from '../lint/loaded-templates';
import { renderMissingLookups } from '../lint/missing-lookups';
import { renderErrorLine, renderMessageLine } from '../message-line';
import { writeOutputFile } from '../write-output-file';
import { type PropertyChange, compareTopologies } from './compare-topologies';
import { addLiveRoutes } from './live-routing';
import { renderTopologyPage, renderTopologySvg } from './page';
import { type LiveStatus } from './page-live';
import { PAGE_LIST_PRICES, readPrices } from './prices';
import { type Provenance } from './provenance';
import { readCommit } from './read-commit';
import { readTopologyFromTemplates } from './read-topology';
import { renderTopologyAsMarkdown } from './render-markdown';
import { renderTopologyAsMermaid } from './render-mermaid';
import { type FindingView, type Topology } from './topology';

export interface TopologyOptions extends DefaultTemplateEnvironment {
  readonly baseline?: string;
  readonly live?: string;
  /** Seconds after which the page is written again. */
  readonly watch?: number;
  /** A folder or an S3 URL with stored reports of drills. */
  readonly drills?: string;
  /** The usage for which the page states the monthly cost. */
  readonly cost?: MonthlyUsage;
  readonly prices?: string;
  readonly svg?: boolean;
  readonly mermaid?: boolean;
  readonly markdown?: boolean;
  readonly output?: string;
  /** Prints the file and the number of findings as JSON. */
  readonly json?: boolean;
}

export interface TopologyWithChanges {
  readonly topology: Topology;
  readonly propertyChanges?: readonly PropertyChange[];
  /** The state that AWS returned. */
  readonly live?: LiveStatus;
  /** The stored reports of drills, the oldest first. */
  readonly drills?: readonly DrillTrendEntry[];
  /** The keys of look-ups without a result. */
  readonly missingLookups?: readonly string[];
}

/** Reads the topology of templates and, with a baseline, compares it with the deployed templates. */
export function buildTopology(
  sources: readonly string[],
  { baseline, region, account }: TopologyOptions = {},
): TopologyWithChanges {
  const environment = { region, account };
  const { stacks, acknowledgements, missingLookups } =
    mergeLoadedTemplates(sources.map((source) => loadTemplates(source, environment)));
  const regions = readRegionRulesFromCdkContext(sources[0]);
  const application = new TemplateModel(stacks, regions);
  const topology = readTopologyFromTemplates(application, lint(application, LINTER_RULES, { acknowledgements }));
  if (baseline === undefined) return { topology, missingLookups };
  const before = new TemplateModel(loadTemplates(baseline, environment).stacks, regions);
  const { propertyChanges, ...compared } = compareTopologies(readTopologyFromTemplates(before, []), topology);
  const losses: FindingView[] = compareWithBaseline(before, application, { acknowledgements });
  return { topology: { ...compared, losses }, propertyChanges, missingLookups };
}

async function addLive(
  shown: TopologyWithChanges, target: string | undefined, context: LazyAwsCommandContext,
): Promise<TopologyWithChanges> {
  if (target === undefined) return shown;
  const live = await (await context.loadOperations()).readLiveStatus(context, target);
  const routes = live.members.flatMap(({ bucket, region, dial }) =>
    (dial === undefined ? [] : [{ bucket, region, dial }]));
  return { ...shown, topology: addLiveRoutes(shown.topology, routes), live };
}

async function addDrills(
  shown: TopologyWithChanges, source: string | undefined, context: LazyAwsCommandContext,
): Promise<TopologyWithChanges> {
  if (source === undefined) return shown;
  const { drills } = await (await context.loadOperations()).readDrillTrend(context, source, undefined);
  return { ...shown, drills };
}

async function render(
  shown: TopologyWithChanges, options: TopologyOptions, provenance: Provenance,
): Promise<string> {
  const prices = options.prices === undefined ? PAGE_LIST_PRICES : readPrices(options.prices);
  if (options.mermaid === true) return renderTopologyAsMermaid(shown.topology);
  if (options.svg === true) return renderTopologySvg(shown.topology);
  const input = { ...shown, prices, provenance, usage: options.cost };
  return options.markdown === true ? renderTopologyAsMarkdown(input) : renderTopologyPage(input);
}

async function readProvenance(
  { runTool, environment, clock }: LazyAwsCommandContext, source: string, { stacks }: Topology,
): Promise<Provenance> {
  const commit = await readCommit(runTool, source, environment);
  return {
    writtenAt: new Date(clock.now()).toISOString(),
    ...(commit !== undefined && { commit }),
    accounts: [...new Set(stacks.flatMap(({ account }) => account ?? []))],
    version,
  };
}

/** Writes the page, the map, the diagram or the Markdown once, or repeatedly with `--watch`. */
export async function runTopology(
  sources: readonly string[], options: TopologyOptions, context: LazyAwsCommandContext,
): Promise<void> {
  try {
    context.exit(options.watch === undefined
      ? await writeOnce(sources, options, context)
      : await watch(sources, { ...options, watch: options.watch }, context));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof CommandError ? error.code : EXIT_CODES.INVALID_INPUT;
    context.errors.write(renderErrorLine(message, code, options.json ?? false));
    context.exit(code);
  }
}

/** Writes the page again until the user interrupts the program. A failed read leaves the last page. */
async function watch(
  sources: readonly string[], options: TopologyOptions & { readonly watch: number }, context: LazyAwsCommandContext,
): Promise<ExitCode> {
  const first = await writeOnce(sources, options, context);
  const { repeatUntilInterrupted } = await context.loadOperations();
  const silence = { write: () => {} };
  const interval = options.watch * SECOND;
  await context.clock.sleep(interval);
  return repeatUntilInterrupted(context, interval, first, async () => {
    try {
      return await writeOnce(sources, options, { ...context, output: silence }, silence);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      context.errors.write(renderMessageLine({ note: { message: error.message } }, options.json ?? false));
      return error.code;
    }
  });
}

async function writeOnce(
  sources: readonly string[], options: TopologyOptions, context: LazyAwsCommandContext, notes = context.errors,
): Promise<ExitCode> {
  const built = buildTopology(sources, options);
  for (const message of renderMissingLookups(built.missingLookups ?? [])) {
    notes.write(renderMessageLine({ note: { message } }, options.json ?? false));
  }
  const declared = await addDrills(built, options.drills, context);
  const shown = await addLive(declared, options.live, context);
  const rendered = await render(shown, options, await readProvenance(context, sources[0], shown.topology));
  const isText = options.mermaid === true || options.svg === true || options.markdown === true;
  const file = options.output ?? (isText ? undefined : 'topology.html');
  if (file === undefined) {
    context.output.write(rendered);
  } else {
    writeOutputFile(file, rendered);
    context.output.write(options.json ? renderJson(file, shown) : `${file}\n`);
  }
  return options.baseline !== undefined && hasErrors(shown.topology) ? EXIT_CODES.PROBLEMS : EXIT_CODES.SUCCESS;
}

function hasErrors({ findings, losses = [] }: Topology): boolean {
  return [...findings, ...losses].some(({ severity }) => severity === FindingSeverity.ERROR);
}

/** Renders the result for `--json`. `docs/command-line.schema.json` is its JSON schema. */
function renderJson(file: string, { topology: { findings, losses = [] } }: TopologyWithChanges): string {
  const all = [...findings, ...losses];
  const count = (severity: FindingSeverity) => all.filter((finding) => finding.severity === severity).length;
  const findingsBySeverity = {
    errors: count(FindingSeverity.ERROR), warnings: count(FindingSeverity.WARNING), infos: count(FindingSeverity.INFO),
  };
  return `${JSON.stringify({ version: 1, file, findings: findingsBySeverity }, null, 2)}\n`;
}
