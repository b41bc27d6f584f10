import { Command } from 'commander';
import { simulateCommand } from './commands/simulate';
import { type Output } from './output';

/** What the commands need of the world. */
export interface World {
  readonly output: Output;
  /** Settles when someone asks the program to end. */
  readonly untilInterrupted: () => Promise<void>;
}

/** The command line, without a process around it. */
export function createProgram({ output, untilInterrupted }: World): Command {
  return new Command('cdk-s3-mrap')
    .description('S3 Multi-Region Access Points at the command line')
    .configureOutput({ writeOut: (text) => output.write(text) })
    .addCommand(simulateCommand(output, untilInterrupted));
}
