import { Command } from 'commander';
import { version } from '../package.json';
import { lintCommand, type LintWorld } from './commands/lint';
import { backfillCommand, drillCommand, failbackCommand, failoverCommand, type LazyWorld, statusCommand, watchCommand } from './commands/operate';
import { simulateCommand } from './commands/simulate';
import { type DrawingWorld, topologyCommand } from './commands/topology';
import { EXIT_CODES_HELP } from './exit-codes';

/** What the commands need of the world. */
export interface World extends LintWorld, LazyWorld, DrawingWorld {
  /** Settles when someone asks the program to end. */
  readonly untilInterrupted: () => Promise<void>;
}

/** The command line, without a process around it. Throws commander's error where a command cannot be read. */
export function createProgram(world: World): Command {
  const program = new Command('cdk-s3-mrap')
    .description('S3 Multi-Region Access Points at the command line')
    .version(version)
    .configureOutput({ writeOut: (text) => world.output.write(text), writeErr: (text) => world.errors.write(text) })
    .exitOverride()
    .addHelpText('after', EXIT_CODES_HELP);
  const commands = [
    statusCommand(world), failoverCommand(world), failbackCommand(world), drillCommand(world), backfillCommand(world), watchCommand(world),
    lintCommand(world), topologyCommand(world), simulateCommand(world.output, world.untilInterrupted),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}
