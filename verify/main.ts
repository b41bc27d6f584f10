import { escapeControlCharacters, makeEscapedOutput } from '../cli/escape-controls';
import { systemClock } from '../control/clock';
import { askForAccount } from './ask-for-account';
import { runAwsCommand } from './aws-command';
import { type AwsCommand, type LocalCommand, parseCommandOptions } from './command-options';
import { describeAwsRun, type FinishedRun, reportRun } from './finished-run';
import { describeNextAction } from './interrupted-run';
import { watchForInterruption } from './interruption';
import { CallGate } from './lab/call-gate';
import { renderAwsOnly } from './report/report';
import { requireReplaceableReport } from './report/write-report';
import { runProbes } from './run';
import { runLocally } from './targets/local';

// Journals, AWS and emulators can send text that controls a terminal.
const output = {
  write: makeEscapedOutput(process.stdout, false).write,
  writeError: makeEscapedOutput(process.stderr, false).write,
};

async function askOnTerminal(): Promise<string> {
  const { stdin, stdout } = process;
  const interrupt = () => { process.kill(process.pid, 'SIGINT'); };
  return askForAccount({ input: stdin, output: stdout, interrupt });
}

/** Returns undefined if there was nothing to run. */
async function runOnAws(command: AwsCommand): Promise<FinishedRun | undefined> {
  const { accountId, folder } = command;
  const finished = await runAwsCommand({
    ...command,
    askForAccount: async () => accountId ?? askOnTerminal(),
    write: output.write,
    clock: systemClock,
    gate: createGate(folder),
  });
  if (finished === undefined) return undefined;
  const { otherHosts } = finished;
  if (otherHosts.length > 0) output.write(`the run called ${otherHosts.join(', ')}, so it proves nothing about AWS\n`);
  return describeAwsRun(finished, command);
}

/** After an interruption, no call is sent, and the process ends when the calls in flight have ended. */
function createGate(folder: string): CallGate {
  const gate: CallGate = new CallGate(() => mustStop());
  const { mustStop } = watchForInterruption(({ reason, exitCode }) => {
    output.writeError(`\ninterrupted, because ${reason}; ${describeNextAction(folder)}\n`);
    void gate.close().then(() => process.exit(exitCode));
  });
  return gate;
}

async function runWithoutAccount({ assumptions, reportFolder: folder }: LocalCommand): Promise<FinishedRun> {
  const date = new Date().toISOString();
  if (folder !== undefined) requireReplaceableReport(folder, { target: 'local' });
  const results = await runProbes(assumptions, runLocally);
  output.write(renderAwsOnly(assumptions));
  return { folder, date, input: { target: 'local', results, sharedSteps: [], left: [] }, failures: [] };
}

async function main(): Promise<void> {
  const command = parseCommandOptions(process.argv.slice(2), new Date());
  const finished = command.target === 'aws' ? await runOnAws(command) : await runWithoutAccount(command);
  if (finished !== undefined) process.exitCode = reportRun(finished, output);
}

main().catch(({ name, message }: Error) => {
  output.writeError(`${escapeControlCharacters(`${name}: ${message}`)}\n`);
  process.exitCode = 2;
});
