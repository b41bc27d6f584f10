import {
  CreateJobCommand, type CreateJobCommandInput, DescribeJobCommand, ListJobsCommand,
} from '@aws-sdk/client-s3-control';
import { copyTo, ObjectBench } from '../objects/support';
import { ACCOUNT as AccountId } from '../support';
import { CONNECTIONS } from './support';

const REQUEST: CreateJobCommandInput = {
  AccountId,
  ConfirmationRequired: false,
  Operation: { S3ReplicateObject: {} },
  Report: { Enabled: false },
  Description: 'backfill <of> films & more',
  Priority: 10,
  RoleArn: `arn:aws:iam::${AccountId}:role/batch`,
  ManifestGenerator: {
    S3JobManifestGenerator: {
      SourceBucket: 'arn:aws:s3:::media-eu',
      ExpectedBucketOwner: AccountId,
      EnableManifestOutput: false,
      Filter: {
        EligibleForReplication: true,
        CreatedAfter: new Date(0),
        CreatedBefore: new Date('2100-01-01T00:00:00Z'),
        ObjectReplicationStatuses: ['NONE', 'FAILED'],
      },
    },
  },
};

describe('simulator/wire', () => {
  describe.each(CONNECTIONS)('%s', (_name, connect) => {
    test('runs a job of the SDK', async () => {
      const bench = new ObjectBench();
      const connection = await connect(bench.simulator);
      const client = connection.control({ region: 'eu-west-1' });
      try {
        await bench.enableVersioning('media-eu', 'media-us');
        bench.clock.advance(1000);
        await bench.putObject('media-eu', 'old', 'x');
        await bench.replicate('media-eu', copyTo('media-us'));
        const { JobId } = await client.send(new CreateJobCommand(REQUEST));
        const { Jobs: jobs, NextToken } = await client.send(new ListJobsCommand({
          AccountId, JobStatuses: ['Preparing', 'Active'], MaxResults: 10,
        }));
        expect(jobs).toEqual([expect.objectContaining({
          JobId, Description: REQUEST.Description, Status: 'Preparing', Operation: 'S3ReplicateObject',
        })]);
        expect(NextToken).toBeUndefined();
        bench.clock.advance(60_000);
        const { Job: job } = await client.send(new DescribeJobCommand({ AccountId, JobId }));
        expect(job).toMatchObject({
          JobId,
          Status: 'Complete',
          ConfirmationRequired: false,
          Operation: REQUEST.Operation,
          ManifestGenerator: REQUEST.ManifestGenerator,
          ProgressSummary: { TotalNumberOfTasks: 1, NumberOfTasksSucceeded: 1, NumberOfTasksFailed: 0 },
        });
        expect(await bench.read('media-us', 'old')).toBe('x');
        await expect(client.send(new DescribeJobCommand({ AccountId, JobId: 'unknown' })))
          .rejects.toMatchObject({ name: 'NoSuchJob', $metadata: { httpStatusCode: 404 } });
        const { JobId: empty } = await client.send(new CreateJobCommand({ ...REQUEST, ClientRequestToken: 'other' }));
        bench.clock.advance(60_000);
        const { Job: failed } = await client.send(new DescribeJobCommand({ AccountId, JobId: empty }));
        expect(failed).toMatchObject({
          Status: 'Failed', FailureReasons: [{ FailureReason: expect.stringContaining('found no keys') }],
        });
      } finally {
        await connection.close();
      }
    });
  });
});
