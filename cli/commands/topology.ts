import { writeFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { RULES } from '../../src/rules/all-rules';
import { Application } from '../../src/rules/application';
import { compareWithBaseline } from '../../src/rules/baseline/compare';
import { lint } from '../../src/rules/engine';
import { EXIT_CODES } from '../exit-codes';
import { Failed } from '../failed';
import { contextOf } from '../lint/context';
import { type Environment, load } from '../lint/load';
import { merge } from '../lint/loaded';
import { type Alteration, compareTopologies } from '../topology/changes';
import { withLiveRoutes } from '../topology/live';
import { renderMermaid } from '../topology/mermaid';
import { renderPage, renderSvg } from '../topology/page';
import { LIST_PRICES, readPrices } from '../topology/prices';
import { readTopology } from '../topology/read-topology';
import { type FindingView, type Topology } from '../topology/topology';
import { type LazyWorld } from './operate';

export interface TopologyOptions extends Environment {
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
  const regions = contextOf(sources[0]);
  const application = new Application(stacks, regions);
  const topology = readTopology(application, lint(application, RULES, { acknowledgements }));
  if (baseline === undefined) return { topology };
  const before = new Application(load(baseline, environment).stacks, regions);
  const { alterations, ...compared } = compareTopologies(readTopology(before, []), topology);
  const losses: FindingView[] = compareWithBaseline(before, application, { acknowledgements });
  return { topology: { ...compared, losses }, alterations };
}

async function withLive(shown: ShownTopology, arn: string | undefined, world: LazyWorld): Promise<ShownTopology> {
  if (arn === undefined) return shown;
  const { routes, answeredBy } = await (await world.operations()).readLiveRoutes(world, arn);
  const when = new Date(world.clock.now()).toISOString();
  return { ...shown, topology: withLiveRoutes(shown.topology, routes), live: `Routing as ${answeredBy} told it at ${when}, asked for ${arn}.` };
}

async function render(sources: readonly string[], options: TopologyOptions, world: LazyWorld): Promise<string> {
  const prices = options.prices === undefined ? LIST_PRICES : readPrices(options.prices);
  const shown = await withLive(topologyOf(sources, options), options.live, world);
  if (options.mermaid === true) return renderMermaid(shown.topology);
  return options.svg === true ? renderSvg(shown.topology) : renderPage({ ...shown, prices });
}

async function run(sources: readonly string[], options: TopologyOptions, world: LazyWorld): Promise<void> {
  try {
    const rendered = await render(sources, options, world);
    const file = options.output ?? (options.mermaid === true || options.svg === true ? undefined : 'topology.html');
    if (file === undefined) {
      world.output.write(rendered);
    } else {
      writeFileSync(file, rendered);
      world.output.write(`${file}\n`);
    }
    world.exit(EXIT_CODES.FINE);
  } catch (error) {
    world.errors.write(`${error instanceof Error ? error.message : String(error)}\n`);
    world.exit(error instanceof Failed ? error.code : EXIT_CODES.UNREADABLE);
  }
}

export function topologyCommand(world: LazyWorld): Command {
  return new Command('topology')
    .description('write one page that shows Regions, members, replication, stacks, findings and costs')
    .argument('<sources...>', 'a cdk.out folder, a folder of templates, or templates in JSON or YAML')
    .addOption(new Option('--live <arn>', 'ask S3 for the routes that this access point has now'))
    .addOption(new Option('--baseline <source>', 'what is deployed: shows what a deployment would change'))
    .addOption(new Option('--prices <file>', 'prices that stand in for list prices, as JSON'))
    .addOption(new Option('--svg', 'the map alone').conflicts('mermaid'))
    .addOption(new Option('--mermaid', 'a diagram for a README'))
    .addOption(new Option('--output <file>', 'where to write; without it topology.html, or standard output for --svg and --mermaid'))
    .addOption(new Option('--region <region>', 'where templates go that do not say so'))
    .addOption(new Option('--account <account>', 'the account templates go to that do not say so'))
    .action((sources: string[], options: TopologyOptions) => run(sources, options, world));
}
