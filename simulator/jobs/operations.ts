import { isDeepStrictEqual } from 'node:util';
import { type OperationHandler } from '../engine/operation-handler';
import { invalidRequestError, ServiceError } from '../engine/service-error';
import { type SimulatorState } from '../engine/simulator-state';
import { type JobRequest } from '../model/jobs';
import { type BatchJob, makeJobArn, makeJobReport, makeListedJob } from './batch-job';
import { runJob } from './run-job';
import { validateJob } from './validate-job';

/** The largest page, and the size of a page by default. */
const LARGEST_PAGE = 1000;

interface RegionalCaller {
  readonly accountId: string;
  readonly region: string;
}

/** Returns the jobs of a Region, the oldest one first. */
function listJobs(state: SimulatorState, { accountId, region }: RegionalCaller): BatchJob[] {
  return state.account(accountId).jobs.filter((job) => job.region === region);
}

/** Finds the job of an earlier, identical request with the same token. */
function findReplayedJob(jobs: readonly BatchJob[], request: JobRequest): BatchJob | undefined {
  const earlier = jobs.find((job) => job.request.ClientRequestToken === request.ClientRequestToken);
  if (earlier !== undefined && !isDeepStrictEqual(earlier.request, request)) {
    throw new ServiceError('IdempotencyException', 'The request token was used for a different request');
  }
  return earlier;
}

export const createJobHandler: OperationHandler<'CreateJob'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [
    { action: 's3:CreateJob', resource: '*' }, { action: 'iam:PassRole', resource: input.RoleArn ?? '*' },
  ],
  handle: (state, { accountId, region, input: { AccountId: _, ...request }, at }) => {
    validateJob(request);
    const replayed = findReplayedJob(listJobs(state, { accountId, region }), request);
    if (replayed !== undefined) return { JobId: replayed.id };
    const job: BatchJob = {
      id: state.identifiers.jobId(),
      accountId,
      region,
      createdAt: at,
      request,
      status: 'Preparing',
      total: 0,
      succeeded: 0,
      failed: 0,
    };
    state.account(accountId).jobs.push(job);
    state.scheduler.schedule(at + state.settings.jobPreparationMs, (now) => runJob(state, job, now));
    return { JobId: job.id };
  },
};

export const describeJobHandler: OperationHandler<'DescribeJob'> = {
  plane: 'buckets',
  permissions: (_state, { accountId, region, input }) => [
    { action: 's3:DescribeJob', resource: makeJobArn(accountId, region, input.JobId ?? '*') },
  ],
  handle: (state, call) => {
    const job = listJobs(state, call).find(({ id }) => id === call.input.JobId);
    if (job === undefined) throw new ServiceError('NoSuchJob', 'The specified job does not exist');
    return { Job: makeJobReport(job) };
  },
};

export const listJobsHandler: OperationHandler<'ListJobs'> = {
  plane: 'buckets',
  permissions: () => [{ action: 's3:ListJobs', resource: '*' }],
  handle: (state, call) => {
    const { JobStatuses: statuses, MaxResults: size = LARGEST_PAGE, NextToken: token } = call.input;
    if (size < 1 || size > LARGEST_PAGE) throw invalidRequestError(`MaxResults must be between 1 and ${LARGEST_PAGE}`);
    const newestFirst = listJobs(state, call).reverse()
      .filter(({ status }) => statuses === undefined || statuses.length === 0 || statuses.includes(status));
    const start = token === undefined ? 0 : newestFirst.findIndex(({ id }) => id === token);
    if (start === -1) throw invalidRequestError('The next token is not valid');
    const next = newestFirst.at(start + size);
    return {
      Jobs: newestFirst.slice(start, start + size).map(makeListedJob),
      ...(next !== undefined && { NextToken: next.id }),
    };
  },
};
