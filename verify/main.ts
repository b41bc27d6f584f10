import { createInterface } from 'node:readline/promises';
import { systemClock } from '../control/clock';
import { runAwsCommand } from './aws-command';
import { type AwsCommand, parseCommandOptions } from './command-options';
import { describeAwsRun, type FinishedRun, reportRun } from './finished-run';
import { runProbes } from './run';
import { runLocally } from './targets/local';

const output = {
  write: (text: string) => { process.stdout.write(text); },
  writeError: (text: string) => { process.stderr.write(text); },
};

async function askForAccount(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const closed = new Promise<never>((_resolve, reject) => {
    terminal.once('close', () => reject(new Error('got no account id, expected one; pass it with --account')));
  });
  try {
    return (await Promise.race([terminal.question('Type the id of the account to start: '), closed])).trim();
  } finally {
    terminal.close();
  }
}

/** Returns undefined if there was nothing to run. */
async function runOnAws(command: AwsCommand): Promise<FinishedRun | undefined> {
  const { accountId, folder } = command;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      const choice = `continue with --run ${folder}, or clean up with --run ${folder} --clean-up`;
      output.writeError(`\ninterrupted; ${choice}\n`);
      process.exit(130);
    });
  }
  const finished = await runAwsCommand({
    ...command,
    askForAccount: async () => accountId ?? askForAccount(),
    write: output.write,
    clock: systemClock,
  });
  if (finished === undefined) return undefined;
  const { otherHosts } = finished;
  if (otherHosts.length > 0) output.write(`the run called ${otherHosts.join(', ')}, so it proves nothing about AWS\n`);
  return describeAwsRun(finished, command);
}

async function main(): Promise<void> {
  const startedAt = new Date();
  const command = parseCommandOptions(process.argv.slice(2), startedAt);
  if (command.target === 'aws') {
    const finished = await runOnAws(command);
    if (finished !== undefined) process.exitCode = reportRun(finished, output);
    return;
  }
  const { assumptions, reportFolder: folder } = command;
  const results = await runProbes(assumptions, runLocally);
  process.exitCode = reportRun({
    folder, date: startedAt.toISOString(), input: { target: 'local', results, sharedSteps: [], left: [] }, failures: [],
  }, output);
}

main().catch((error: Error) => {
  output.writeError(`${error.message}\n`);
  process.exitCode = 2;
});
