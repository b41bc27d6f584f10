import { Command, Option } from 'commander';
import { type ControlRequest } from '../simulate/control-simulator';
import { parseLag, parseRegion } from './option-parsers';
import { type LazySimulateContext } from './simulate';

interface EdgeOptions {
  readonly from?: string;
  readonly to?: string;
}

const fromOption = () => new Option('--from <region>', 'Region of the sources').argParser(parseRegion);
const toOption = () => new Option('--to <region>', 'Region of the destinations').argParser(parseRegion);
const toMilliseconds = (seconds: number) => Math.round(seconds * 1000);

/** Returns the commands that control a simulator of `simulate` in another process. */
export function simulatorCommand(context: LazySimulateContext): Command {
  const root = new Command('simulator')
    .description('control a simulator that "simulate" started: lose Regions and more');
  const add = <Operands extends unknown[]>(
    command: Command, makeRequest: (...operands: Operands) => ControlRequest,
  ) => {
    command.addOption(new Option('--json', 'print the complete state as JSON')).action(async (...given: unknown[]) => {
      const options = command.opts<{ readonly json?: boolean }>();
      await (await context.loadSimulator()).controlSimulator(context, makeRequest(...given as Operands), options);
    });
    root.addCommand(command);
  };
  const regionCommand = (name: string, description: string) =>
    new Command(name).description(description).argument('<region>', 'a Region of a bucket', parseRegion);
  add(regionCommand('lose', 'reset all connections to a Region'), (region: string) => (
    { name: 'lose', input: { region } }
  ));
  add(regionCommand('hang', 'give no answer in a Region'), (region: string) => ({ name: 'hang', input: { region } }));
  add(
    regionCommand('slow', 'delay all answers of a Region').argument('<delay>', 'for example 2s', parseLag),
    (region: string, delay: number) => ({ name: 'slow', input: { region, delay: toMilliseconds(delay) } }),
  );
  add(
    new Command('restore').description('make one or all Regions available')
      .argument('[region]', 'a Region', parseRegion),
    (region?: string) => ({ name: 'restore', input: { region } }),
  );
  add(
    new Command('lag').description('change the replication lag').argument('<lag>', 'for example 30s', parseLag)
      .addOption(fromOption()).addOption(toOption()),
    (lag: number, { from, to }: EdgeOptions) => ({ name: 'lag', input: { lag: toMilliseconds(lag), from, to } }),
  );
  add(
    new Command('pause').description('stop replication').addOption(fromOption()).addOption(toOption()),
    ({ from, to }: EdgeOptions) => ({ name: 'pause', input: { from, to } }),
  );
  add(
    new Command('resume').description('continue replication').addOption(fromOption()).addOption(toOption()),
    ({ from, to }: EdgeOptions) => ({ name: 'resume', input: { from, to } }),
  );
  add(
    new Command('advance').description('advance the clock').argument('<duration>', 'for example 2m', parseLag),
    (duration: number) => ({ name: 'clock', input: { advance: toMilliseconds(duration) } }),
  );
  add(new Command('reset').description('restore the state of the start'), () => ({ name: 'reset', input: {} }));
  add(new Command('state').description('print the state as JSON'), () => ({ name: 'state' }));
  add(new Command('events').description('print all calls as JSON'), () => ({ name: 'events' }));
  return root;
}
