import { Command } from 'commander';
import { type AwsCalls } from '../control/aws';
import { version } from '../package.json';
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
  /** @param onWaiting receives a line while a source of credentials does not answer */
  readonly connect: (onWaiting: (text: string) => void) => Promise<AwsCalls>;
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
  const program = new Command('cdk-s3-mrap')
    .description('operate, check and simulate S3 Multi-Region Access Points')
    .version(version)
    .configureOutput({
      writeOut: (text) => context.output.write(text),
      writeErr: (text) => context.errors.write(text),
      outputError: (text, write) =>
        write(json ? renderErrorLine(toOneLine(text), EXIT_CODES.INVALID_INPUT, true) : text),
    })
    .exitOverride()
    .addHelpText('after', EXIT_CODES_HELP);
  const commands = [
    ...awsCommands(context),
    lintCommand(context),
    topologyCommand(context),
    simulateCommand(context),
    simulatorCommand(context),
  ];
  for (const command of commands) {
    program.addCommand(refuseRepeatedOptions(command.copyInheritedSettings(program)));
    for (const below of command.commands) refuseRepeatedOptions(below.copyInheritedSettings(command));
  }
  return program;
}

function toOneLine(text: string): string {
  return text.replace(/^error: /, '').replace(/\s+/g, ' ').trim();
}
