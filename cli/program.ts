import { Command } from 'commander';
import { version } from '../package.json';
import { lintCommand, type LintContext } from './commands/lint';
import { awsCommands, type LazyAwsCommandContext } from './commands/operate';
import { refuseRepeatedOptions } from './commands/option-parsers';
import { simulateCommand } from './commands/simulate';
import { type TopologyContext, topologyCommand } from './commands/topology';
import { makeEscapedOutput } from './escape-controls';
import { EXIT_CODES_HELP } from './exit-codes';
import { tagErrorsWithOperation } from './tag-errors';

/** The context of all commands. */
export interface CliContext extends LintContext, LazyAwsCommandContext, TopologyContext {
  /** Settles when the user interrupts the program. */
  readonly untilInterrupted: () => Promise<void>;
}

/** Creates the command line without a process around it. Parsing throws commander's error for invalid arguments. */
export function createProgram(given: CliContext): Command {
  const context: CliContext = {
    ...given,
    output: makeEscapedOutput(given.output, given.colour),
    errors: makeEscapedOutput(given.errors, given.colour),
    connect: async () => tagErrorsWithOperation(await given.connect()),
  };
  const program = new Command('cdk-s3-mrap')
    .description('operate, check and simulate S3 Multi-Region Access Points')
    .version(version)
    .configureOutput({
      writeOut: (text) => context.output.write(text),
      writeErr: (text) => context.errors.write(text),
    })
    .exitOverride()
    .addHelpText('after', EXIT_CODES_HELP);
  const commands = [
    ...awsCommands(context),
    lintCommand(context),
    topologyCommand(context),
    simulateCommand(context.output, context.untilInterrupted),
  ];
  for (const command of commands) program.addCommand(refuseRepeatedOptions(command.copyInheritedSettings(program)));
  return program;
}
