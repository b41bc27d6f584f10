import { type BackfillJob, planBackfill, showBackfillDirections } from '../../control/backfill/plan';
import {
  hasJobFoundNoObjects, hasJobSucceeded, startBackfillJob, type BackfillJobProgress, waitForBackfillJob,
} from '../../control/backfill/run';
import { SECOND } from '../../control/clock';
import { CommandError } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { runCommand, type AwsCommandContext, writeJson } from './command-context';
import { findAccessPoint } from './find-access-point';
import { renderTable } from './render-table';
import { createRoutesClient, CLI_ROUTES_READ_TIMEOUT } from './routes-client';

export interface BackfillCommandOptions {
  readonly role?: string;
  readonly again?: boolean;
  readonly timeout: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Starts S3 Batch Replication jobs for objects that predate the replication rules or that failed to replicate. */
export function runBackfill(context: AwsCommandContext, name: string, options: BackfillCommandOptions): Promise<void> {
  return runCommand(context, options, async () => {
    const { clock, output } = context;
    const aws = await context.connect();
    const target = await findAccessPoint(context, aws, name, options);
    const members = await createRoutesClient(context, aws, target, options).read(clock.now() + CLI_ROUTES_READ_TIMEOUT);
    const { role: roleArn, again = false } = options;
    const jobs = await planBackfill(aws, target.account, members, { roleArn, again });
    if (jobs.length === 0) {
      throw new CommandError(
        'no member replicates to another bucket, there is nothing to backfill',
        EXIT_CODES.PROBLEMS,
      );
    }
    if (!options.json) output.write(renderJobs(jobs, context.columns));
    if (options.dryRun) {
      if (options.json) writeJson(output, { version: 1, requests: jobs.map(({ request }) => request) });
      else output.write('\nNo job was started: this was a dry run.\n');
      return EXIT_CODES.SUCCESS;
    }
    if (!options.yes && !await context.confirm(`Start ${jobs.length} jobs, which S3 charges per object?`)) {
      throw new CommandError('not confirmed, no job was started; pass --yes to skip the prompt', EXIT_CODES.REFUSED);
    }
    const startedAt = clock.now();
    const print = (progress: BackfillJobProgress) => {
      const seconds = Math.round((clock.now() - startedAt) / SECOND);
      if (!options.json) output.write(`${seconds} s  ${renderProgress(progress)}\n`);
    };
    const until = startedAt + options.timeout * SECOND;
    const ended = await Promise.all(jobs.map(async (job) => {
      const id = await startBackfillJob(aws, job, new Date(startedAt).toISOString().slice(0, 10));
      return waitForBackfillJob(aws, clock, job, id, until, whenChanged(print));
    }));
    if (options.json) {
      const finished = ended.filter((progress) => progress !== undefined);
      writeJson(output, { version: 1, jobs: finished.map(toJobJson) });
    }
    if (ended.every(hasJobSucceeded)) return EXIT_CODES.SUCCESS;
    const problem = ended.includes(undefined)
      ? `jobs are still running after ${options.timeout} seconds; the S3 Batch Operations console lists them`
      : 'some objects were not replicated';
    throw new CommandError(problem, EXIT_CODES.PROBLEMS);
  });
}

function toJobJson({ job, ...progress }: BackfillJobProgress): object {
  const { source, destinations, otherBuckets } = job;
  return { ...progress, source, destinations, otherBuckets };
}

function renderJobs(jobs: readonly BackfillJob[], columns: number): string {
  const rows = jobs.map((job) => [showBackfillDirections(job), job.source.bucket, String(job.request.RoleArn)]);
  return renderTable(['job', 'bucket', 'role'], rows, columns);
}

function renderProgress(progress: BackfillJobProgress): string {
  const { id, job, status, total, succeeded, failed, reason } = progress;
  const start = `${showBackfillDirections(job)}  ${id}`;
  if (hasJobFoundNoObjects(progress)) return `${start} ended, no object is left to replicate`;
  if (reason !== undefined) return `${start} ${status}: ${reason}`;
  const failures = failed === 0 ? '' : `, ${failed} failed`;
  return `${start} ${status}, ${succeeded} of ${total} objects${failures}`;
}

function whenChanged(callback: (progress: BackfillJobProgress) => void): (progress: BackfillJobProgress) => void {
  let last = '';
  return (progress) => {
    const now = renderProgress(progress);
    if (now !== last) callback(progress);
    last = now;
  };
}
