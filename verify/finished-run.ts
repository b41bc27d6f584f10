import { escapeControlCharacters } from '../cli/escape-controls';
import { type AwsCommand } from './command-options';
import { makeReport, type ReportInput, renderSummary } from './report/report';
import { writeReport } from './report/write-report';
import { type AwsRun } from './targets/aws/run-on-aws';

/** A run with its decisions, before its report is written. */
export interface FinishedRun {
  /** The folder of the report. Undefined: without a report. */
  readonly folder?: string;
  /** The start of the run. */
  readonly date: string;
  readonly input: ReportInput;
  /** The reasons why probes could not run. */
  readonly failures: readonly string[];
  /** A clean-up has no decisions: the number of resources that it deleted. */
  readonly deleted?: number;
}

/** The output streams of the command. */
export interface CommandOutput {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/** Names the target and the folder of the report of a run on AWS. */
export function describeAwsRun(
  { startedAt, failures, otherHosts, deleted, ...results }: AwsRun, { folder, isCleanUp }: AwsCommand,
): FinishedRun {
  const target = otherHosts.length === 0 ? 'aws' : 'emulator';
  const finished = { date: startedAt, input: { target, ...results }, failures } as const;
  // A clean-up has no decisions, and must not replace the report of its run.
  return isCleanUp ? { ...finished, deleted } : { ...finished, folder };
}

/** Prints the decisions, writes the report, and returns the exit code. */
export function reportRun({ folder, date, input, failures, deleted }: FinishedRun, output: CommandOutput): number {
  const { write } = output;
  // A line must not end inside text of AWS: the rest could look like a line of the command.
  const writeErrorLine = (text: string) => output.writeError(`${escapeControlCharacters(text)}\n`);
  write(deleted === undefined ? renderSummary(input.results) : `${showCount(deleted)} deleted\n`);
  const allFailures = [...failures];
  if (folder !== undefined) {
    try {
      write(`report: ${writeReport(folder, makeReport(input, date))}\n`);
    } catch (error) {
      const next = input.target === 'local' ? '' : `. The journal contains the decisions: repeat with --run ${folder}`;
      allFailures.push(`it did not write its report: ${(error as Error).message}${next}`);
    }
  }
  const left = [...input.left, ...input.results.flatMap((result) => result.left)];
  for (const { name, reason } of left) writeErrorLine(`${name} remains: ${reason}`);
  const others = input.results.filter(({ decision }) => decision !== 'confirmed');
  for (const { assumption, observation } of others) writeErrorLine(`assumption ${assumption.id}: ${observation}`);
  for (const failure of allFailures) {
    writeErrorLine(`the ${deleted === undefined ? 'run' : 'clean-up'} failed: ${failure}`);
  }
  return others.length + left.length + allFailures.length === 0 ? 0 : 1;
}

function showCount(resources: number): string {
  return resources === 1 ? '1 resource' : `${resources} resources`;
}
