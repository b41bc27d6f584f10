import { Command } from 'commander';
import { version } from '../package.json';
import { lintCommand, type LintContext } from './commands/lint';
import { backfillCommand, drillCommand, failbackCommand, failoverCommand, type LazyCommandContext, statusCommand, watchCommand } from './commands/operate';
import { simulateCommand } from './commands/simulate';
import { type TopologyContext, topologyCommand } from './commands/topology';
import { EXIT_CODES_HELP } from './exit-codes';

/** What the commands need of the world. */
export interface CliContext extends LintContext, LazyCommandContext, TopologyContext {
  /** Settles when someone asks the program to end. */
  readonly untilInterrupted: () => Promise<void>;
}

/** The command line, without a process around it. Throws commander's error where a command cannot be read. */
export function createProgram(context: CliContext): Command {
  const program = new Command('cdk-s3-mrap')
    .description('S3 Multi-Region Access Points at the command line')
    .version(version)
    .configureOutput({ writeOut: (text) => context.output.write(text), writeErr: (text) => context.errors.write(text) })
    .exitOverride()
    .addHelpText('after', EXIT_CODES_HELP);
  const commands = [
    statusCommand(context), failoverCommand(context), failbackCommand(context), drillCommand(context), backfillCommand(context), watchCommand(context),
    lintCommand(context), topologyCommand(context), simulateCommand(context.output, context.untilInterrupted),
  ];
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}
