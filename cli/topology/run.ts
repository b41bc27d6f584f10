import { writeFileSync } from 'node:fs';
import { FindingSeverity } from '../../src/diagnostics/finding';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { lint } from '../../src/linter/engine/engine';
import { TemplateModel } from '../../src/linter/model/template-model';
import { LINTER_RULES } from '../../src/linter/rules/all-rules';
import { CommandError } from '../command-error';
import { type LazyAwsCommandContext } from '../commands/operate';
import { EXIT_CODES } from '../exit-codes';
import { readRegionRulesFromCdkContext } from '../lint/cdk-context';
import { type DefaultTemplateEnvironment, loadTemplates } from '../lint/load-templates';
import { mergeLoadedTemplates } from '../lint/loaded-templates';
import { renderErrorLine } from '../message-line';
import { type PropertyChange, compareTopologies } from './compare-topologies';
import { addLiveRoutes } from './live-routing';
import { renderTopologyPage, renderTopologySvg } from './page';
import { LIST_PRICES, readPrices } from './prices';
import { readTopologyFromTemplates } from './read-topology';
import { renderTopologyAsMermaid } from './render-mermaid';
import { type FindingView, type Topology } from './topology';

export interface TopologyOptions extends DefaultTemplateEnvironment {
  readonly baseline?: string;
  readonly live?: string;
  readonly prices?: string;
  readonly svg?: boolean;
  readonly mermaid?: boolean;
  readonly output?: string;
  /** Prints the file and the number of findings as JSON. */
  readonly json?: boolean;
}

export interface TopologyWithChanges {
  readonly topology: Topology;
  readonly propertyChanges?: readonly PropertyChange[];
  /** The source of the live routes, as a sentence for the page. */
  readonly live?: string;
}

/** Reads the topology of templates and, with a baseline, compares it with the deployed templates. */
export function buildTopology(
  sources: readonly string[],
  { baseline, region, account }: TopologyOptions = {},
): TopologyWithChanges {
  const environment = { region, account };
  const { stacks, acknowledgements } =
    mergeLoadedTemplates(sources.map((source) => loadTemplates(source, environment)));
  const regions = readRegionRulesFromCdkContext(sources[0]);
  const application = new TemplateModel(stacks, regions);
  const topology = readTopologyFromTemplates(application, lint(application, LINTER_RULES, { acknowledgements }));
  if (baseline === undefined) return { topology };
  const before = new TemplateModel(loadTemplates(baseline, environment).stacks, regions);
  const { propertyChanges, ...compared } = compareTopologies(readTopologyFromTemplates(before, []), topology);
  const losses: FindingView[] = compareWithBaseline(before, application, { acknowledgements });
  return { topology: { ...compared, losses }, propertyChanges };
}

async function addLive(
  shown: TopologyWithChanges,
  target: string | undefined,
  context: LazyAwsCommandContext,
): Promise<TopologyWithChanges> {
  if (target === undefined) return shown;
  const { routes, arn, answeredBy } = await (await context.loadOperations()).readLiveRoutes(context, target);
  const when = new Date(context.clock.now()).toISOString();
  const live = `Live routes of ${arn}, returned by ${answeredBy} at ${when}.`;
  return { ...shown, topology: addLiveRoutes(shown.topology, routes), live };
}

async function render(shown: TopologyWithChanges, options: TopologyOptions): Promise<string> {
  const prices = options.prices === undefined ? LIST_PRICES : readPrices(options.prices);
  if (options.mermaid === true) return renderTopologyAsMermaid(shown.topology);
  return options.svg === true ? renderTopologySvg(shown.topology) : renderTopologyPage({ ...shown, prices });
}

/** Writes the page, the map or the diagram. */
export async function runTopology(
  sources: readonly string[], options: TopologyOptions, context: LazyAwsCommandContext,
): Promise<void> {
  try {
    const shown = await addLive(buildTopology(sources, options), options.live, context);
    const rendered = await render(shown, options);
    const file = options.output ?? (options.mermaid === true || options.svg === true ? undefined : 'topology.html');
    if (file === undefined) {
      context.output.write(rendered);
    } else {
      writeFileSync(file, rendered);
      context.output.write(options.json ? renderJson(file, shown) : `${file}\n`);
    }
    context.exit(EXIT_CODES.SUCCESS);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof CommandError ? error.code : EXIT_CODES.INVALID_INPUT;
    context.errors.write(renderErrorLine(message, code, options.json ?? false));
    context.exit(code);
  }
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
