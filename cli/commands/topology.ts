import { Command, Option } from 'commander';
import { failWithArguments } from '../argument-errors';
import type * as topology from '../topology/run';
import { addConnectionOptions, type LazyAwsCommandContext } from './operate';
import { parseAccount, parseDuration, parseMonthlyUsage, parseRegion } from './option-parsers';

export interface TopologyContext {
  /** Loads the implementation when the command runs, because the data of the world map is large. */
  readonly loadTopology: () => Promise<typeof topology>;
}

export function topologyCommand(context: LazyAwsCommandContext & TopologyContext): Command {
  const command = new Command('topology')
    .description('write an HTML page that shows Regions, members, replication, stacks, findings and costs')
    .argument('<sources...>', 'a cdk.out folder, a folder of templates, or templates in JSON or YAML')
    .addOption(
      new Option('--live <access-point>', 'show live routes, backlogs and control Regions of an ARN or a name'),
    )
    .addOption(
      new Option('--watch [duration]', 'with --live, write the page again until interrupted')
        .argParser(parseDuration).preset('30s').conflicts(['svg', 'mermaid', 'markdown']),
    )
    .addOption(new Option('--drills <folder or s3://…>', 'show the trend of the reports that drills stored here'))
    .addOption(new Option('--baseline <source>', 'deployed templates; shows the changes that a deployment would make'))
    .addOption(
      new Option('--cost <usage>', 'show the monthly cost of new objects, such as gb=500,requests=1000000')
        .argParser(parseMonthlyUsage),
    )
    .addOption(new Option('--prices <file>', 'prices that replace list prices, as JSON'))
    .addOption(new Option('--svg', 'write only the map').conflicts(['mermaid', 'markdown']))
    .addOption(new Option('--mermaid', 'write a Mermaid diagram for a README').conflicts('markdown'))
    .addOption(new Option('--markdown', 'write tables and a Mermaid diagram for a pull request'))
    .addOption(
      new Option(
        '--output <file>',
        'output file; default: topology.html, but standard output for --svg, --mermaid and --markdown',
      ),
    )
    .addOption(
      new Option('--json', 'print the output file and the number of findings as JSON')
        .conflicts(['svg', 'mermaid', 'markdown']),
    )
    .addOption(
      new Option('--region <region>', 'Region of templates that do not declare one, and of the credentials for --live')
        .argParser(parseRegion),
    )
    .addOption(
      new Option('--account <account>', 'account of templates that do not declare one').argParser(parseAccount),
    )
    .action(async (sources: string[], options: topology.TopologyOptions) => {
      if (options.watch !== undefined && options.live === undefined) {
        failWithArguments(command, '--watch without --live', 'both');
      }
      await (await context.loadTopology()).runTopology(sources, options, context);
    });
  return addConnectionOptions(command, context);
}
