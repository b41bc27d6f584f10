import { type JobProgress, type JobReport, type JobRequest, type JobStatus, type ListedJob } from '../model/jobs';

/** A job of S3 Batch Operations, in the Region that accepted it. */
export interface BatchJob {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  readonly request: JobRequest;
  status: JobStatus;
  total: number;
  succeeded: number;
  failed: number;
  endedAt?: number;
  failureReason?: string;
}

export function makeJobArn(accountId: string, region: string, id: string): string {
  return `arn:aws:s3:${region}:${accountId}:job/${id}`;
}

function makeProgress({ total, succeeded, failed }: BatchJob): JobProgress {
  return { TotalNumberOfTasks: total, NumberOfTasksSucceeded: succeeded, NumberOfTasksFailed: failed };
}

function makeTermination({ endedAt }: BatchJob): { readonly TerminationDate?: Date } {
  return endedAt === undefined ? {} : { TerminationDate: new Date(endedAt) };
}

export function makeJobReport(job: BatchJob): JobReport {
  const { id, accountId, region, createdAt, status, failureReason, request } = job;
  const { ConfirmationRequired, Description, Operation, Priority, RoleArn, ManifestGenerator } = request;
  return {
    JobId: id,
    JobArn: makeJobArn(accountId, region, id),
    ConfirmationRequired,
    Description,
    Operation,
    Priority,
    RoleArn,
    ManifestGenerator,
    Status: status,
    ProgressSummary: makeProgress(job),
    ...(failureReason !== undefined && { FailureReasons: [{ FailureReason: failureReason }] }),
    CreationTime: new Date(createdAt),
    ...makeTermination(job),
  };
}

export function makeListedJob(job: BatchJob): ListedJob {
  const { id, createdAt, status, request: { Description, Priority } } = job;
  return {
    JobId: id,
    Description,
    Operation: 'S3ReplicateObject',
    Priority,
    Status: status,
    CreationTime: new Date(createdAt),
    ...makeTermination(job),
    ProgressSummary: makeProgress(job),
  };
}
