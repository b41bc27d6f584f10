import { randomUUID } from 'node:crypto';
import { type Aws } from '../aws';
import { type Clock } from '../clock';
import { IncompleteAnswer } from '../incomplete-answer';
import { poll } from '../poll';
import { type BackfillJob } from './plan';

/** How far a job is. */
export interface JobProgress {
  readonly id: string;
  readonly job: BackfillJob;
  /** S3's own word. */
  readonly status: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** Words after which nothing more happens. */
const ENDED = ['Complete', 'Failed', 'Cancelled'];

/** Begins a job; answers its id. */
export async function beginJob(aws: Aws, { source, request }: BackfillJob): Promise<string> {
  const { JobId: id } = await aws.ask(source.region, 'CreateJob', { ...request, ClientRequestToken: randomUUID() });
  if (id === undefined) throw new IncompleteAnswer('CreateJob', 'id');
  return id;
}

/** Waits for the end of a job; undefined when `until` came first, and the job goes on. */
export function awaitJob(
  aws: Aws, clock: Clock, job: BackfillJob, id: string, until: number, onProgress: (progress: JobProgress) => void,
): Promise<JobProgress | undefined> {
  return poll({
    clock,
    startedAt: clock.now(),
    until,
    tick: async () => {
      const progress = await describeJob(aws, job, id);
      onProgress(progress);
      return ENDED.includes(progress.status) ? progress : undefined;
    },
  });
}

async function describeJob(aws: Aws, job: BackfillJob, id: string): Promise<JobProgress> {
  const { Job: described } = await aws.ask(job.source.region, 'DescribeJob', { AccountId: job.request.AccountId, JobId: id });
  if (described?.Status === undefined) throw new IncompleteAnswer('DescribeJob', 'status');
  const { TotalNumberOfTasks: total = 0, NumberOfTasksSucceeded: succeeded = 0, NumberOfTasksFailed: failed = 0 } = described.ProgressSummary ?? {};
  return { id, job, status: described.Status, total, succeeded, failed };
}

/** Whether everything that was to be replicated has been. */
export function hasSucceeded(progress: JobProgress | undefined): boolean {
  return progress?.status === 'Complete' && progress.failed === 0;
}
