import { randomUUID } from 'node:crypto';
import { type Aws } from '../aws';
import { type Clock } from '../clock';
import { IncompleteResponse } from '../incomplete-response';
import { poll } from '../poll';
import { type BackfillJob } from './plan';

export interface JobProgress {
  readonly id: string;
  readonly job: BackfillJob;
  /** The status as S3 returns it. */
  readonly status: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
}

const FINAL_STATUSES = ['Complete', 'Failed', 'Cancelled'];

/** Starts a job and returns its id. */
export async function beginJob(aws: Aws, { source, request }: BackfillJob): Promise<string> {
  const { JobId: id } = await aws.call(source.region, 'CreateJob', { ...request, ClientRequestToken: randomUUID() });
  if (id === undefined) throw new IncompleteResponse('CreateJob', 'id');
  return id;
}

/** Waits for the end of a job. Returns undefined if `until` comes first; the job then continues. */
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
      return FINAL_STATUSES.includes(progress.status) ? progress : undefined;
    },
  });
}

async function describeJob(aws: Aws, job: BackfillJob, id: string): Promise<JobProgress> {
  const { Job: described } = await aws.call(job.source.region, 'DescribeJob', {
    AccountId: job.request.AccountId,
    JobId: id,
  });
  if (described?.Status === undefined) throw new IncompleteResponse('DescribeJob', 'status');
  const {
    TotalNumberOfTasks: total = 0, NumberOfTasksSucceeded: succeeded = 0, NumberOfTasksFailed: failed = 0,
  } = described.ProgressSummary ?? {};
  return { id, job, status: described.Status, total, succeeded, failed };
}

/** Whether the job replicated all its objects. */
export function hasSucceeded(progress: JobProgress | undefined): boolean {
  return progress?.status === 'Complete' && progress.failed === 0;
}
