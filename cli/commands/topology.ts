import { Command, Option } from 'commander';
import type * as topology from '../topology/run';
import { addConnectionOptions, type LazyAwsCommandContext } from './operate';
import { parseRegion } from './option-parsers';

export interface TopologyContext {
  /** Loads the implementation when the command runs, because the data of the world map is large. */
  readonly loadTopology: () => Promise<typeof topology>;
}

export function topologyCommand(context: LazyAwsCommandContext & TopologyContext): Command {
  const command = new Command('topology')
    .description('write an HTML page that shows Regions, members, replication, stacks, findings and costs')
    .argument('<sources...>', 'a cdk.out folder, a folder of templates, or templates in JSON or YAML')
    .addOption(new Option('--live <access-point>', 'show the live routes of this access point, an ARN or a name'))
    .addOption(new Option('--baseline <source>', 'deployed templates; shows the changes that a deployment would make'))
    .addOption(new Option('--prices <file>', 'prices that replace list prices, as JSON'))
    .addOption(new Option('--svg', 'write only the map').conflicts('mermaid'))
    .addOption(new Option('--mermaid', 'write a Mermaid diagram for a README'))
    .addOption(
      new Option('--output <file>', 'output file; default: topology.html, but standard output for --svg, --mermaid'),
    )
    .addOption(
      new Option('--json', 'print the output file and the number of findings as JSON').conflicts(['svg', 'mermaid']),
    )
    .addOption(
      new Option('--region <region>', 'Region of templates that do not declare one, and of the credentials for --live')
        .argParser(parseRegion),
    )
    .addOption(new Option('--account <account>', 'account of templates that do not declare one'))
    .action(async (sources: string[], options: topology.TopologyOptions) => {
      await (await context.loadTopology()).runTopology(sources, options, context);
    });
  return addConnectionOptions(command, context);
}
