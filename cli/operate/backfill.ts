import { type BackfillJob, planBackfill } from '../../control/backfill/plan';
import { awaitJob, beginJob, hasSucceeded, type JobProgress } from '../../control/backfill/run';
import { MINUTE, SECOND } from '../../control/clock';
import { CommandError } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { operate, type AwsCommandContext, writeJson } from './command-context';
import { clientFor, READ_WITHIN } from './routes-client';
import { table } from './table';
import { accessPointOf } from './targets';

export interface BackfillCommandOptions {
  readonly role?: string;
  readonly again?: boolean;
  readonly timeout: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const showEdges = ({ source, destinations }: BackfillJob) => `${source.region} -> ${destinations.map(({ region }) => region).join(', ')}`;

/** Has S3 Batch Replication bring along what the rules have not: what was there before them, and what failed. */
export function runBackfill(context: AwsCommandContext, arn: string, options: BackfillCommandOptions): Promise<void> {
  return operate(context, async () => {
    const { clock, output } = context;
    const target = accessPointOf(arn);
    const aws = await context.connect();
    const members = await clientFor(context, aws, target).read(clock.now() + READ_WITHIN);
    const jobs = await planBackfill(aws, target.account, members, { roleArn: options.role, again: options.again ?? false });
    if (jobs.length === 0) throw new CommandError('no member replicates to another one, so there is nothing that a backfill would follow', EXIT_CODES.ERRORS);
    if (!options.json) output.write(table(['job', 'bucket', 'role'], jobs.map((job) => [showEdges(job), job.source.bucket, String(job.request.RoleArn)])));
    if (options.dryRun) {
      if (options.json) writeJson(output, jobs.map(({ request }) => request));
      else output.write('\nNothing was begun: this was a dry run.\n');
      return EXIT_CODES.FINE;
    }
    if (!options.yes && !await context.confirm(`Begin ${jobs.length} jobs, which S3 charges by the object?`)) {
      throw new CommandError('nobody confirmed, and nothing was begun; --yes confirms beforehand', EXIT_CODES.REFUSED);
    }
    const began = clock.now();
    const show = (line: string) => { if (!options.json) output.write(`${Math.round((clock.now() - began) / SECOND)} s  ${line}\n`); };
    const ended = await Promise.all(jobs.map(async (job) => {
      const id = await beginJob(aws, job);
      return awaitJob(aws, clock, job, id, began + options.timeout * MINUTE, onChange((progress) => show(showProgress(progress))));
    }));
    if (options.json) writeJson(output, ended.flatMap((progress) => (progress === undefined ? [] : [{ ...progress, job: showEdges(progress.job) }])));
    if (ended.every(hasSucceeded)) return EXIT_CODES.FINE;
    const [open] = ended.includes(undefined) ? [`jobs go on after ${options.timeout} minutes; S3 lists them`] : ['not everything was replicated'];
    throw new CommandError(open, EXIT_CODES.ERRORS);
  });
}

function showProgress({ id, job, status, total, succeeded, failed }: JobProgress): string {
  return `${showEdges(job)}  ${id} ${status}, ${succeeded} of ${total} objects${failed === 0 ? '' : `, ${failed} failed`}`;
}

function onChange(tell: (progress: JobProgress) => void): (progress: JobProgress) => void {
  let told = '';
  return (progress) => {
    const now = showProgress(progress);
    if (now !== told) tell(progress);
    told = now;
  };
}
