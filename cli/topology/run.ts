import { writeFileSync } from 'node:fs';
import { compareWithBaseline } from '../../src/linter/engine/baseline';
import { lint } from '../../src/linter/engine/engine';
import { TemplateModel } from '../../src/linter/model/template-model';
import { RULES } from '../../src/linter/rules/all-rules';
import { CommandError } from '../command-error';
import { type LazyCommandContext } from '../commands/operate';
import { EXIT_CODES } from '../exit-codes';
import { readCdkContext } from '../lint/cdk-context';
import { type DeployTarget, load } from '../lint/load';
import { merge } from '../lint/loaded';
import { type Alteration, compareTopologies } from './changes';
import { withLiveRoutes } from './live';
import { renderMermaid } from './mermaid';
import { renderPage, renderSvg } from './page';
import { LIST_PRICES, readPrices } from './prices';
import { readTopology } from './read-topology';
import { type FindingView, type Topology } from './topology';

export interface TopologyOptions extends DeployTarget {
  readonly baseline?: string;
  readonly live?: string;
  readonly prices?: string;
  readonly svg?: boolean;
  readonly mermaid?: boolean;
  readonly output?: string;
}

export interface ShownTopology {
  readonly topology: Topology;
  readonly alterations?: readonly Alteration[];
  /** What was asked of S3, in words. */
  readonly live?: string;
}

/** The topology of some places, compared with what is deployed where that is given. */
export function topologyOf(sources: readonly string[], { baseline, region, account }: TopologyOptions = {}): ShownTopology {
  const environment = { region, account };
  const { stacks, acknowledgements } = merge(sources.map((source) => load(source, environment)));
  const regions = readCdkContext(sources[0]);
  const application = new TemplateModel(stacks, regions);
  const topology = readTopology(application, lint(application, RULES, { acknowledgements }));
  if (baseline === undefined) return { topology };
  const before = new TemplateModel(load(baseline, environment).stacks, regions);
  const { alterations, ...compared } = compareTopologies(readTopology(before, []), topology);
  const losses: FindingView[] = compareWithBaseline(before, application, { acknowledgements });
  return { topology: { ...compared, losses }, alterations };
}

async function withLive(shown: ShownTopology, arn: string | undefined, context: LazyCommandContext): Promise<ShownTopology> {
  if (arn === undefined) return shown;
  const { routes, answeredBy } = await (await context.operations()).readLiveRoutes(context, arn);
  const when = new Date(context.clock.now()).toISOString();
  return { ...shown, topology: withLiveRoutes(shown.topology, routes), live: `Routing as ${answeredBy} told it at ${when}, asked for ${arn}.` };
}

async function render(sources: readonly string[], options: TopologyOptions, context: LazyCommandContext): Promise<string> {
  const prices = options.prices === undefined ? LIST_PRICES : readPrices(options.prices);
  const shown = await withLive(topologyOf(sources, options), options.live, context);
  if (options.mermaid === true) return renderMermaid(shown.topology);
  return options.svg === true ? renderSvg(shown.topology) : renderPage({ ...shown, prices });
}

/** Writes the page, or what else was asked for. */
export async function runTopology(sources: readonly string[], options: TopologyOptions, context: LazyCommandContext): Promise<void> {
  try {
    const rendered = await render(sources, options, context);
    const file = options.output ?? (options.mermaid === true || options.svg === true ? undefined : 'topology.html');
    if (file === undefined) {
      context.output.write(rendered);
    } else {
      writeFileSync(file, rendered);
      context.output.write(`${file}\n`);
    }
    context.exit(EXIT_CODES.FINE);
  } catch (error) {
    context.errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    context.exit(error instanceof CommandError ? error.code : EXIT_CODES.UNREADABLE);
  }
}
