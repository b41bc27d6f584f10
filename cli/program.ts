import { Command } from 'commander';
import { lintCommand, type LintWorld } from './commands/lint';
import { simulateCommand } from './commands/simulate';

/** What the commands need of the world. */
export interface World extends LintWorld {
  /** Settles when someone asks the program to end. */
  readonly untilInterrupted: () => Promise<void>;
}

/** The command line, without a process around it. */
export function createProgram(world: World): Command {
  return new Command('cdk-s3-mrap')
    .description('S3 Multi-Region Access Points at the command line')
    .configureOutput({ writeOut: (text) => world.output.write(text) })
    .addCommand(lintCommand(world))
    .addCommand(simulateCommand(world.output, world.untilInterrupted));
}
