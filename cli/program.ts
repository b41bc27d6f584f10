import { Command, type CommanderError } from 'commander';
import { type AwsCalls } from '../control/aws';
import { version } from '../package.json';
import { describeArgumentError } from './argument-errors';
import { CallTrace } from './call-trace';
import { lintCommand, type LintContext } from './commands/lint';
import { awsCommands, type LazyAwsCommandContext } from './commands/operate';
import { refuseRepeatedOptions } from './commands/option-parsers';
import { type LazySimulateContext, simulateCommand } from './commands/simulate';
import { simulatorCommand } from './commands/simulator';
import { type TopologyContext, topologyCommand } from './commands/topology';
import { makeEscapedOutput } from './escape-controls';
import { EXIT_CODES, EXIT_CODES_HELP } from './exit-codes';
import { isJsonRequested, renderErrorLine, renderMessageLine } from './message-line';
import { tagErrorsWithOperation } from './tag-errors';

/** The context of all commands. */
export interface CliContext
  extends LintContext, Omit<LazyAwsCommandContext, 'connect' | 'trace'>, TopologyContext, LazySimulateContext {
  /** @param onNote receives a line for a damaged certificate, and while a source of credentials does not answer */
  readonly connect: (onNote: (text: string) => void) => Promise<AwsCalls>;
}

/** Creates the command line without a process around it. Parsing throws commander's error for invalid arguments. */
export function createProgram(given: CliContext): Command {
  const json = isJsonRequested(given.arguments);
  const errors = makeEscapedOutput(given.errors, given.colour);
  const writeNote = (message: string) => errors.write(renderMessageLine({ note: { message } }, json));
  const trace = new CallTrace(given.clock, writeNote);
  const context = {
    ...given,
    output: makeEscapedOutput(given.output, given.colour),
    errors,
    trace,
    connect: async () => trace.follow(tagErrorsWithOperation(await given.connect(writeNote))),
  };
  const reportArgumentError = (command: Command, error: CommanderError): never => {
    const message = describeArgumentError(command, error);
    if (message !== undefined) errors.write(renderErrorLine(message, EXIT_CODES.INVALID_INPUT, json));
    throw error;
  };
  const program = new Command('cdk-s3-mrap')
    .description('operate, check and simulate S3 Multi-Region Access Points')
    .version(version)
    .configureOutput({
      writeOut: (text) => context.output.write(text),
      writeErr: (text) => context.errors.write(text),
      // The errors are written when they end the program.
      outputError: () => {},
    })
    .exitOverride((error) => reportArgumentError(program, error))
    .addHelpText('after', EXIT_CODES_HELP);
  const commands = [
    ...awsCommands(context),
    lintCommand(context),
    topologyCommand(context),
    simulateCommand(context),
    simulatorCommand(context),
  ];
  const prepare = (command: Command, parent: Command) =>
    refuseRepeatedOptions(command.copyInheritedSettings(parent))
      .exitOverride((error) => reportArgumentError(command, error));
  for (const command of commands) {
    program.addCommand(prepare(command, program));
    for (const below of command.commands) prepare(below, command);
  }
  return program;
}
