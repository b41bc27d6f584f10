import { createHash } from 'node:crypto';
import { type JobManifestGenerator, type JobStatus } from '@aws-sdk/client-s3-control';
import { type AwsCalls } from '../aws';
import { type Clock, SECOND } from '../clock';
import { isAccessDenied, toFailure } from '../failure';
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
  /** The reason of a failed job. */
  readonly reason?: string;
}

const RUNNING_STATUSES: JobStatus[] = ['New', 'Preparing', 'Ready', 'Active', 'Completing'];
const FINAL_STATUSES = ['Complete', 'Failed', 'Cancelled'];

/** An endpoint that is not S3 does not become S3. */
const UNSUPPORTED_PATIENCE = 5 * SECOND;

/** More jobs of one bucket on one day are a defect of the caller. */
const MAX_ATTEMPTS = 20;

/**
 * Starts a job and returns its id. A job of the same request that is still running is found again, also without the
 * permission to list jobs: the request token is stable for a day, for example after an answer was lost. A job that has
 * ended is followed by another job.
 *
 * @param day the day in UTC, as part of the token
 */
export async function startBackfillJob(aws: AwsCalls, job: BackfillJob, day: string): Promise<string> {
  const { source, request } = job;
  const running = await findRunningJob(aws, job);
  if (running !== undefined) return running;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const ClientRequestToken = createHash('sha256').update(JSON.stringify([day, attempt, request])).digest('hex');
    const { JobId: id } = await aws.call(source.region, 'CreateJob', { ...request, ClientRequestToken });
    if (id === undefined) throw new IncompleteResponseError('CreateJob', 'id');
    if (!isFinal(await describeJob(aws, job, id))) return id;
  }
  throw new Error(`bucket ${source.bucket} has ${MAX_ATTEMPTS} jobs of today that have ended`);
}

/** Finds a running job of the same request. Returns undefined if the caller may not list jobs. */
async function findRunningJob(aws: AwsCalls, { source, request }: BackfillJob): Promise<string | undefined> {
  const { AccountId } = request;
  try {
    const { Jobs: jobs = [] } = await aws.call(source.region, 'ListJobs', { AccountId, JobStatuses: RUNNING_STATUSES });
    for (const { JobId, Description } of jobs) {
      if (Description !== request.Description) continue;
      const { Job: described } = await aws.call(source.region, 'DescribeJob', { AccountId, JobId });
      if (isSameManifest(described?.ManifestGenerator, request.ManifestGenerator)) return JobId;
    }
    return undefined;
  } catch (error) {
    if (isAccessDenied(toFailure(error))) return undefined;
    throw error;
  }
}

/** Whether two jobs replicate the same objects of the same bucket. */
function isSameManifest(live: JobManifestGenerator | undefined, planned: JobManifestGenerator | undefined): boolean {
  const show = (generator: JobManifestGenerator | undefined) => {
    const { SourceBucket, Filter } = generator?.S3JobManifestGenerator ?? {};
    return JSON.stringify([SourceBucket, [...Filter?.ObjectReplicationStatuses ?? []].sort()]);
  };
  return show(live) === show(planned);
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
  const [{ FailureReason: reason } = {}] = described.FailureReasons ?? [];
  return { id, job, status: described.Status, total, succeeded, failed, ...(reason !== undefined && { reason }) };
}

/** S3 fails a job without objects. The text is in the user guide, "Troubleshooting replication". */
const NO_OBJECTS = /found no keys matching the filter criteria/;

/** Whether a job ended because no object was left to replicate. */
export function hasJobFoundNoObjects({ status, total, reason }: BackfillJobProgress): boolean {
  return status === 'Failed' && total === 0 && reason !== undefined && NO_OBJECTS.test(reason);
}

/** Whether the job replicated all its objects, or found none. */
export function hasJobSucceeded(progress: BackfillJobProgress | undefined): boolean {
  return progress !== undefined
    && (progress.status === 'Complete' ? progress.failed === 0 : hasJobFoundNoObjects(progress));
}
