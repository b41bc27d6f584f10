import { Command, Option } from 'commander';
import type * as drawing from '../topology/run';
import { type LazyCommandContext } from './operate';

export interface TopologyContext {
  /** What draws, loaded when it draws: nobody else has to wait for a map of the world. */
  readonly drawing: () => Promise<typeof drawing>;
}

export function topologyCommand(context: LazyCommandContext & TopologyContext): Command {
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
    .action(async (sources: string[], options: drawing.TopologyOptions) => (await context.drawing()).runTopology(sources, options, context));
}
