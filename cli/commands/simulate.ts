import { Command, InvalidArgumentError, Option } from 'commander';
import { failWithArguments } from '../argument-errors';
import type * as simulate from '../simulate';
import { type SimulateCommandOptions, type SimulateContext } from '../simulate/run-simulate';
import { parseAccount, parseByAccessKey, parseLag, parseRegion, parseRegions } from './option-parsers';

export interface LazySimulateContext extends SimulateContext {
  /** The arguments of the program. */
  readonly arguments: readonly string[];
  /** Loads the simulator when a command needs it. */
  readonly loadSimulator: () => Promise<typeof simulate>;
}

function parsePort(text: string): number {
  const port = Number(text);
  const isPort = /^\d+$/.test(text) && port <= 65_535;
  if (!isPort) throw new InvalidArgumentError('expected a port from 0 to 65535; 0 selects a free port.');
  return port;
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && Number.isFinite(speed))) throw new InvalidArgumentError('expected a number above 0.');
  return speed;
}

function parseBuckets(text: string): string {
  const isKnown = text === 'own' || text === 'any' || URL.canParse(text);
  if (!isKnown) throw new InvalidArgumentError('expected own, any, or the URL of an S3 endpoint.');
  return text;
}

/** Splits the operands: commander removes the separator `--` before the command. */
function splitOperands(
  operands: readonly string[], args: readonly string[],
): { readonly sources: readonly string[]; readonly command: readonly string[] } {
  const separator = args.indexOf('--');
  const command = separator === -1 ? [] : args.slice(separator + 1);
  return { sources: operands.slice(0, operands.length - command.length), command };
}

export function simulateCommand(context: LazySimulateContext): Command {
  return new Command('simulate')
    .description('run S3 in several Regions on this computer, with access points, replication, routes and lost Regions')
    .usage('[options] [cdk.out] [-- <command>]')
    .argument('[operands...]', 'a cdk.out folder or a template; after "--", a command that uses the simulator')
    .addOption(
      new Option('--members <regions...>', 'create one access point with a bucket in each of these Regions')
        .argParser(parseRegions),
    )
    .addOption(new Option('--lag <duration>', 'replication lag').argParser(parseLag).default(5, '5s'))
    .addOption(
      new Option('--port <port>', 'port; 0 selects a free one; default: 5000, or a free port for a command')
        .argParser(parsePort),
    )
    .addOption(
      new Option('--host <address>', 'address to listen on; other computers can then call the simulator')
        .default('127.0.0.1'),
    )
    .addOption(
      new Option('--authorization <mode>', 'policies that decide: none, those of resources, or also of identities')
        .choices(['off', 'resource', 'full'])
        .default('resource'),
    )
    .addOption(
      new Option('--identity <AKID=file>', 'policy of an access key, for --authorization full; repeatable')
        .argParser(parseByAccessKey),
    )
    .addOption(
      new Option('--nearest <region>', 'member that is nearest to clients, or AKID=region for one access key')
        .argParser(parseByAccessKey),
    )
    .addOption(
      new Option('--clock <clock>', 'manual: time passes only with "simulator advance"')
        .choices(['real', 'manual'])
        .default('real'),
    )
    .addOption(new Option('--seed <text>', 'seed of aliases, tokens and versions'))
    .addOption(new Option('--state <folder>', 'folder that keeps objects and routes from one start to the next'))
    .addOption(
      new Option('--buckets <source>', 'source of member buckets: own, any, or the URL of an S3 endpoint')
        .default('own')
        .argParser(parseBuckets),
    )
    .addOption(new Option('--speed <factor>', 'speed of operations compared with S3').default(1).argParser(parseSpeed))
    .addOption(
      new Option('--region <region>', 'Region of clients, and of templates that do not declare one')
        .argParser(parseRegion),
    )
    .addOption(new Option('--account <account>', 'account of templates that declare none').argParser(parseAccount))
    .addOption(new Option('--proxy', 'also start an HTTPS proxy, for programs that use the ARN of an access point'))
    .addOption(new Option('--passthrough', 'proxy that also connects to hosts that do not belong to AWS'))
    .addOption(new Option('--json', 'print the endpoint, credentials and access points as JSON'))
    .action(async (operands: string[], options: SimulateCommandOptions, command: Command) => {
      const { sources, command: program } = splitOperands(operands, context.arguments);
      if (sources.length > 1) {
        failWithArguments(command, `got ${sources.length} sources ${JSON.stringify(sources)}`, 'one cdk.out folder');
      }
      await (await context.loadSimulator()).runSimulate(context, sources[0], program, options);
    });
}
