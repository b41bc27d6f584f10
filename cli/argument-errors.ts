import { type Command, type CommanderError } from 'commander';
import { MRAP961_INVALID_ARGUMENTS } from '../src/diagnostics/definitions/command-arguments';
import { renderFindingAsMessage } from '../src/diagnostics/finding';

/** A problem of the arguments, and the value that the command expects. */
interface ArgumentProblem {
  readonly problem: string;
  readonly expected: string;
}

/** Describes an error of commander. It receives the texts in quotes, and a suggestion like "(Did you mean status?)". */
type DescribeProblem = (command: Command, quoted: readonly string[], suggestion: string) => ArgumentProblem;

/** The errors of commander by their codes. */
const PROBLEMS: Readonly<Record<string, DescribeProblem>> = {
  'commander.unknownCommand': (command, [name], suggestion) => ({
    problem: `unknown command ${JSON.stringify(name)}${suggestion}`,
    expected: `one of ${command.commands.map((known) => known.name()).join(', ')}`,
  }),
  'commander.unknownOption': (command, [flag], suggestion) => ({
    problem: `unknown option ${JSON.stringify(flag)}${suggestion}`,
    expected: `one of ${listOptions(command).join(', ')}`,
  }),
  'commander.missingArgument': (command, [name]) => ({
    problem: `no argument <${name}>`,
    expected: describe(command.registeredArguments.find((argument) => argument.name() === name)),
  }),
  'commander.excessArguments': (command) => ({
    problem: `got ${command.args.length} arguments ${JSON.stringify(command.args)}`,
    expected: command.registeredArguments.map((argument) => `<${argument.name()}>`).join(' ') || 'none',
  }),
  'commander.optionMissingArgument': (command, [flags]) => ({
    problem: `no value of ${flags}`, expected: describeOption(command, flags),
  }),
  'commander.missingMandatoryOptionValue': (command, [flags]) => ({
    problem: `no option ${flags}`, expected: describeOption(command, flags),
  }),
  'commander.conflictingOption': (_command, [flags, others]) => ({
    problem: `got both ${flags} and ${others}`, expected: 'one of them',
  }),
};

/** A value that the parser of an option or of an argument refused. The value can contain quotes. */
const INVALID_OPTION = /^option '(?<name>[^']*)' argument '(?<value>.*)' is invalid\. (?<expected>.*)$/s;
const INVALID_ARGUMENT =
  /^command-argument value '(?<value>.*)' is invalid for argument '(?<name>[^']*)'\. (?<expected>.*)$/s;

/**
 * Describes an error of the arguments as one line with a code. Undefined if the user asked for help, or named no
 * command and got it.
 */
export function describeArgumentError(command: Command, { code, message }: CommanderError): string | undefined {
  if (code === 'commander.help' || code === 'commander.helpDisplayed' || code === 'commander.version') return undefined;
  const problem = findProblem(command, code, message.replace(/^error: /, ''));
  if (problem === undefined) return message;
  return renderFindingAsMessage(MRAP961_INVALID_ARGUMENTS.create({ ...problem, command: nameCommand(command) }));
}

/** The error that an action of a command throws for arguments that exclude each other. */
export function failWithArguments(command: Command, problem: string, expected: string): never {
  return command.error(
    renderFindingAsMessage(MRAP961_INVALID_ARGUMENTS.create({ problem, expected, command: nameCommand(command) })));
}

function findProblem(command: Command, code: string, text: string): ArgumentProblem | undefined {
  const refused = (INVALID_OPTION.exec(text) ?? INVALID_ARGUMENT.exec(text))?.groups;
  if (refused !== undefined) {
    return {
      problem: `${refused.name} is ${JSON.stringify(refused.value)}`,
      expected: refused.expected.replace(/^Allowed choices are /, 'one of ').replace(/^expected |\.$/g, ''),
    };
  }
  const suggestion = /\n\(Did you mean (?<names>.*)\?\)$/.exec(text)?.groups?.names;
  const quoted = [...text.matchAll(/'([^']*)'/g)].map(([, name]) => name);
  return PROBLEMS[code]?.(command, quoted, suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`);
}

function listOptions(command: Command): string[] {
  return command.createHelp().visibleOptions(command).map(({ long, flags }) => long ?? flags);
}

function describeOption(command: Command, flags: string): string {
  return describe(command.options.find((option) => option.flags === flags));
}

/** The first part of a description: the value itself. */
function describe(named: { readonly description: string } | undefined): string {
  return named?.description.split(';')[0] ?? 'a value';
}

/** The words that start a command, for example `cdk-s3-mrap simulator lag`. */
function nameCommand(command: Command): string {
  return command.parent === null ? command.name() : `${nameCommand(command.parent)} ${command.name()}`;
}
