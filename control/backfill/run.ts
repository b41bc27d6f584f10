import { createHash } from 'node:crypto';
import { type AwsCalls } from '../aws';
import { type Clock, SECOND } from '../clock';
import { IncompleteResponseError } from '../incomplete-response';
import { pollUntilDone } from '../poll';
import { type BackfillJob } from './plan';

export interface BackfillJobProgress {
  readonly id: string;
  readonly job: BackfillJob;
  /** The status as S3 returns it. */
  readonly status: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
}

const FINAL_STATUSES = ['Complete', 'Failed', 'Cancelled'];

/** An endpoint that is not S3 does not become S3. */
const UNSUPPORTED_PATIENCE = 5 * SECOND;

/** More jobs of one bucket on one day are a defect of the caller. */
const MAX_ATTEMPTS = 20;

/**
 * Starts a job and returns its id. The request token is stable, so a job that is still running is found again, for
 * example after its answer was lost. A job that has ended is followed by another job.
 *
 * @param day the day in UTC, as part of the token
 */
export async function startBackfillJob(aws: AwsCalls, job: BackfillJob, day: string): Promise<string> {
  const { source, request } = job;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const ClientRequestToken = createHash('sha256').update(JSON.stringify([day, attempt, request])).digest('hex');
    const { JobId: id } = await aws.call(source.region, 'CreateJob', { ...request, ClientRequestToken });
    if (id === undefined) throw new IncompleteResponseError('CreateJob', 'id');
    if (!isFinal(await describeJob(aws, job, id))) return id;
  }
  throw new Error(`bucket ${source.bucket} has ${MAX_ATTEMPTS} jobs of today that have ended`);
}

function isFinal({ status }: BackfillJobProgress): boolean {
  return FINAL_STATUSES.includes(status);
}

/** Waits for the end of a job. Returns undefined if `until` comes first; the job then continues. */
export function waitForBackfillJob(
  aws: AwsCalls, clock: Clock, job: BackfillJob, id: string, until: number,
  onProgress: (progress: BackfillJobProgress) => void,
): Promise<BackfillJobProgress | undefined> {
  return pollUntilDone({
    clock,
    startedAt: clock.now(),
    until,
    unsupportedPatience: UNSUPPORTED_PATIENCE,
    tick: async () => {
      const progress = await describeJob(aws, job, id);
      onProgress(progress);
      return isFinal(progress) ? progress : undefined;
    },
  });
}

async function describeJob(aws: AwsCalls, job: BackfillJob, id: string): Promise<BackfillJobProgress> {
  const { Job: described } = await aws.call(job.source.region, 'DescribeJob', {
    AccountId: job.request.AccountId,
    JobId: id,
  });
  if (described?.Status === undefined) throw new IncompleteResponseError('DescribeJob', 'status');
  const {
    TotalNumberOfTasks: total = 0, NumberOfTasksSucceeded: succeeded = 0, NumberOfTasksFailed: failed = 0,
  } = described.ProgressSummary ?? {};
  return { id, job, status: described.Status, total, succeeded, failed };
}

/** Whether the job replicated all its objects. */
export function hasJobSucceeded(progress: BackfillJobProgress | undefined): boolean {
  return progress?.status === 'Complete' && progress.failed === 0;
}
