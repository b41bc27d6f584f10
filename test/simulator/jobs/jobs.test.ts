import { type SimulatedOperationInput } from '../../../simulator';
import { NO_KEYS_FOUND } from '../../../simulator/jobs/run-job';
import { codeOf, copyTo, ObjectBench } from '../objects/support';
import { ACCOUNT, OTHER_ACCOUNT } from '../support';

type JobInput = SimulatedOperationInput<'CreateJob'>;
type Filter = NonNullable<NonNullable<JobInput['ManifestGenerator']>['S3JobManifestGenerator']>['Filter'];

const ROLE = `arn:aws:iam::${ACCOUNT}:role/batch`;
const EUROPE = { region: 'eu-west-1' };

function makeRequest(filter: Filter = {}, more: Partial<JobInput> = {}): JobInput {
  return {
    Operation: { S3ReplicateObject: {} },
    Report: { Enabled: false },
    ClientRequestToken: 'token',
    Priority: 10,
    RoleArn: ROLE,
    ManifestGenerator: {
      S3JobManifestGenerator: {
        SourceBucket: 'arn:aws:s3:::media-eu',
        EnableManifestOutput: false,
        Filter: { EligibleForReplication: true, ...filter },
      },
    },
    ...more,
  };
}

class JobBench extends ObjectBench {
  public async start(request = makeRequest()): Promise<string> {
    return (await this.call('CreateJob', request, EUROPE)).JobId;
  }

  public async describeJob(JobId: string) {
    return (await this.call('DescribeJob', { JobId }, EUROPE)).Job;
  }

  /** Returns the id of the only version in a bucket. */
  public findVersionId(bucket: string): string {
    return this.simulator.buckets.get(bucket)!.objects.versions('old')[0].versionId;
  }

  /** Runs a job to its end. */
  public async run(request?: JobInput) {
    const id = await this.start(request);
    this.clock.advance(60_000);
    return this.describeJob(id);
  }
}

/** A bench in which `media-eu` has an object that predates its rule. */
async function createBench(): Promise<JobBench> {
  const bench = new JobBench();
  await bench.enableVersioning('media-eu', 'media-us');
  await bench.putObject('media-eu', 'old', 'before the rule');
  await bench.replicate('media-eu', copyTo('media-us'));
  return bench;
}

const progress = (total: number, succeeded: number, failed = 0) => (
  { TotalNumberOfTasks: total, NumberOfTasksSucceeded: succeeded, NumberOfTasksFailed: failed }
);

describe('simulator/jobs', () => {
  test('replicates an object that predates the rules', async () => {
    const bench = await createBench();
    const created = new Date(bench.clock.now());
    const id = await bench.start(makeRequest({ ObjectReplicationStatuses: ['NONE', 'FAILED'] }, { Description: 'd' }));
    const base = {
      JobId: id,
      JobArn: `arn:aws:s3:eu-west-1:${ACCOUNT}:job/${id}`,
      Description: 'd',
      Priority: 10,
      RoleArn: ROLE,
      Operation: { S3ReplicateObject: {} },
      CreationTime: created,
    };
    expect(await bench.describeJob(id))
      .toMatchObject({ ...base, Status: 'Preparing', ProgressSummary: progress(0, 0) });
    bench.clock.advance(2000);
    expect(await bench.describeJob(id)).toMatchObject({ ...base, Status: 'Active', ProgressSummary: progress(1, 0) });
    expect(await bench.read('media-us', 'old')).toBe('NoSuchKey');
    bench.clock.advance(5000);
    expect(await bench.describeJob(id)).toMatchObject({
      ...base, Status: 'Complete', ProgressSummary: progress(1, 1), TerminationDate: new Date(created.getTime() + 7000),
    });
    expect(await bench.read('media-us', 'old')).toBe('before the rule');
    expect(await bench.replicationStatus('media-eu', 'old')).toBe('COMPLETED');
    expect(await bench.replicationStatus('media-us', 'old')).toBe('REPLICA');
  });

  test('fails without objects that match the filter', async () => {
    const bench = await createBench();
    for (const filter of [
      { ObjectReplicationStatuses: ['FAILED', 'REPLICA'] },
      { CreatedAfter: new Date(bench.clock.now()) },
      { CreatedBefore: new Date(0) },
    ]) {
      const request = makeRequest(filter, { ClientRequestToken: JSON.stringify(filter) });
      expect(await bench.run(request)).toMatchObject({
        Status: 'Failed', ProgressSummary: progress(0, 0), FailureReasons: [{ FailureReason: NO_KEYS_FOUND }],
      });
    }
  });

  test('selects objects by their time of creation', async () => {
    const bench = new JobBench();
    await bench.enableVersioning('media-eu', 'media-us');
    bench.clock.advance(1000);
    await bench.putObject('media-eu', 'first', '1');
    bench.clock.advance(1000);
    await bench.putObject('media-eu', 'second', '2');
    bench.clock.advance(1000);
    await bench.replicate('media-eu', copyTo('media-us'));
    const now = bench.clock.now();
    const request = makeRequest({ CreatedAfter: new Date(now - 1500), CreatedBefore: new Date(now) });
    expect(await bench.run(request)).toMatchObject({ Status: 'Complete', ProgressSummary: progress(1, 1) });
    expect(await bench.read('media-us', 'second')).toBe('2');
    expect(await bench.read('media-us', 'first')).toBe('NoSuchKey');
  });

  test.each([
    ['has no rules', async (bench: JobBench) => {
      await bench.call('DeleteBucketReplication', { Bucket: 'media-eu' });
    }],
    ['is gone', async (bench: JobBench) => { bench.simulator.buckets.remove('media-eu'); }],
    ['belongs to another account', async (bench: JobBench) => {
      bench.simulator.buckets.add('media-eu', 'eu-west-1', OTHER_ACCOUNT);
    }],
    ['is in another Region', async (bench: JobBench) => {
      bench.simulator.buckets.add('media-eu', 'eu-west-2', ACCOUNT);
    }],
  ])('fails if the source bucket %s', async (_name, change) => {
    const bench = await createBench();
    await change(bench);
    expect(await bench.run()).toMatchObject({ Status: 'Failed' });
  });

  test('keeps the later version of a conflict as the current version', async () => {
    const bench = await createBench();
    await bench.putObject('media-us', 'old', 'later, in Virginia');
    expect(await bench.run()).toMatchObject({ Status: 'Complete' });
    expect(await bench.read('media-us', 'old')).toBe('later, in Virginia');
    const { Versions: versions = [] } = await bench.call('ListObjectVersions', { Bucket: 'media-us' });
    expect(versions).toHaveLength(2);
  });

  test('replicates all versions and delete markers, and replicas to other destinations', async () => {
    const bench = new JobBench();
    bench.simulator.buckets.add('media-ap', 'ap-northeast-1', ACCOUNT);
    await bench.enableVersioning('media-eu', 'media-us', 'media-ap');
    await bench.replicate('media-us', copyTo('media-eu'));
    await bench.putObject('media-us', 'replica', 'from Virginia');
    await bench.putObject('media-eu', 'deleted', '1');
    await bench.call('DeleteObject', { Bucket: 'media-eu', Key: 'deleted' });
    bench.clock.advance(60_000);
    await bench.replicate('media-eu', copyTo('media-ap'));
    expect(await bench.run()).toMatchObject({ Status: 'Complete', ProgressSummary: progress(3, 3) });
    expect(await bench.read('media-ap', 'replica')).toBe('from Virginia');
    expect(await bench.read('media-ap', 'deleted')).toBe('NoSuchKey');
    const listed = await bench.call('ListObjectVersions', { Bucket: 'media-ap' });
    expect([listed.Versions?.length, listed.DeleteMarkers?.length]).toEqual([2, 1]);
  });

  test('counts an object once, and as failed if one of its copies fails', async () => {
    const bench = new JobBench({ copyFailure: ({ destination }) => (destination === 'media-ap' ? 'DstX' : undefined) });
    bench.simulator.buckets.add('media-ap', 'ap-northeast-1', ACCOUNT);
    await bench.enableVersioning('media-eu', 'media-us', 'media-ap');
    await bench.putObject('media-eu', 'old', 'x');
    await bench.replicate('media-eu', copyTo('media-us'), copyTo('media-ap', { Priority: 2 }));
    expect(await bench.run()).toMatchObject({ Status: 'Complete', ProgressSummary: progress(1, 0, 1) });
    expect(await bench.replicationStatus('media-eu', 'old')).toBe('FAILED');
    bench.simulator.configure({ copyFailure: () => undefined });
    const again = makeRequest({ ObjectReplicationStatuses: ['FAILED'] }, { ClientRequestToken: 'again' });
    expect(await bench.run(again)).toMatchObject({ Status: 'Complete', ProgressSummary: progress(1, 1) });
    expect(await bench.read('media-ap', 'old')).toBe('x');
  });

  test('waits for a lost Region', async () => {
    const bench = await createBench();
    bench.simulator.regions.lose('us-east-1');
    const id = await bench.start();
    bench.clock.advance(60_000);
    expect(await bench.describeJob(id)).toMatchObject({ Status: 'Active', ProgressSummary: progress(1, 0) });
    bench.simulator.regions.restore('us-east-1');
    expect(await bench.describeJob(id)).toMatchObject({ Status: 'Complete' });
  });

  test('does not repeat the copy of a version that the destination deleted by its id', async () => {
    const bench = await createBench();
    await bench.run();
    const versionId = bench.findVersionId('media-us');
    await bench.call('DeleteObject', { Bucket: 'media-us', Key: 'old', VersionId: versionId });
    const again = makeRequest({ ObjectReplicationStatuses: ['COMPLETED'] }, { ClientRequestToken: 'again' });
    expect(await bench.run(again)).toMatchObject({ Status: 'Complete', ProgressSummary: progress(1, 1) });
    expect(await bench.read('media-us', 'old')).toBe('NoSuchKey');
  });

  test('counts a version as failed that disappears from its source', async () => {
    const bench = await createBench();
    const versionId = bench.findVersionId('media-eu');
    const id = await bench.start();
    bench.clock.advance(3000);
    await bench.call('DeleteObject', { Bucket: 'media-eu', Key: 'old', VersionId: versionId });
    bench.clock.advance(60_000);
    expect(await bench.describeJob(id)).toMatchObject({ Status: 'Complete', ProgressSummary: progress(1, 0, 1) });
  });

  test('returns the first job for a repeated token, and refuses the token for another request', async () => {
    const bench = await createBench();
    const id = await bench.start();
    bench.clock.advance(60_000);
    expect(await bench.start()).toBe(id);
    expect(await codeOf(bench.start(makeRequest({}, { Priority: 1 })))).toBe('IdempotencyException');
    expect(await bench.start(makeRequest({}, { ClientRequestToken: 'other' }))).not.toBe(id);
  });

  test('finds jobs in their Region only', async () => {
    const bench = await createBench();
    const id = await bench.start();
    expect(await codeOf(bench.call('DescribeJob', { JobId: id }, { region: 'us-east-1' }))).toBe('NoSuchJob');
    expect((await bench.call('ListJobs', {}, { region: 'us-east-1' })).Jobs).toEqual([]);
  });

  test('lists jobs by status and page, the newest one first', async () => {
    const bench = await createBench();
    const ids: string[] = [];
    for (const token of ['1', '2', '3']) ids.unshift(await bench.start(makeRequest({}, { ClientRequestToken: token })));
    const list = async (input: object) => bench.call('ListJobs', input, EUROPE);
    const listIds = async (input: object) => (await list(input)).Jobs.map(({ JobId }) => JobId);
    expect(await listIds({})).toEqual(ids);
    expect(await listIds({ JobStatuses: ['Preparing', 'Active'] })).toEqual(ids);
    expect(await listIds({ JobStatuses: ['Complete'] })).toEqual([]);
    const { Jobs: first, NextToken } = await list({ MaxResults: 2 });
    expect(first).toHaveLength(2);
    expect(await listIds({ MaxResults: 2, NextToken })).toEqual(ids.slice(2));
    expect((await list({ MaxResults: 2, NextToken })).NextToken).toBeUndefined();
    expect(await codeOf(list({ MaxResults: 0 }))).toBe('InvalidRequest');
    expect(await codeOf(list({ NextToken: 'unknown' }))).toBe('InvalidRequest');
    expect(first[0]).toMatchObject({ Operation: 'S3ReplicateObject', Priority: 10, Status: 'Preparing' });
  });

  const generator = (more: object): Partial<JobInput> => ({
    ManifestGenerator: {
      S3JobManifestGenerator: { ...makeRequest().ManifestGenerator!.S3JobManifestGenerator, ...more },
    },
  });
  test.each<[string, Partial<JobInput>, string]>([
    ['a token', { ClientRequestToken: undefined }, 'MalformedXML'],
    ['a priority', { Priority: undefined }, 'MalformedXML'],
    ['a role', { RoleArn: undefined }, 'MalformedXML'],
    ['an operation', { Operation: undefined }, 'MalformedXML'],
    ['the operation S3ReplicateObject', { Operation: {} }, 'NotImplemented'],
    ['a report', { Report: undefined }, 'MalformedXML'],
    ['a disabled report', { Report: { Enabled: true } }, 'NotImplemented'],
    ['ConfirmationRequired false', { ConfirmationRequired: true }, 'NotImplemented'],
    ['a generated manifest', { ManifestGenerator: undefined }, 'NotImplemented'],
    ['EnableManifestOutput false', generator({ EnableManifestOutput: true }), 'NotImplemented'],
    ['a source bucket', generator({ SourceBucket: undefined }), 'MalformedXML'],
    ['a filter', generator({ Filter: undefined }), 'InvalidRequest'],
    ['EligibleForReplication', generator({ Filter: { EligibleForReplication: false } }), 'InvalidRequest'],
    ['known statuses', generator({
      Filter: { EligibleForReplication: true, ObjectReplicationStatuses: ['PENDING'] },
    }), 'InvalidRequest'],
  ])('refuses a job without %s', async (_name, change, code) => {
    const bench = await createBench();
    expect(await codeOf(bench.start(makeRequest({}, change)))).toBe(code);
    expect((await bench.call('ListJobs', {}, EUROPE)).Jobs).toEqual([]);
  });

  test('requires permissions', async () => {
    const denied = new JobBench({ authorize: () => false });
    const permissionsOf = async (call: Promise<unknown>) => {
      expect(await codeOf(call)).toBe('AccessDenied');
      return denied.simulator.journal.last()!.permissions.map(({ action, resource }) => `${action} ${resource}`);
    };
    expect(await permissionsOf(denied.start())).toEqual(['s3:CreateJob *', `iam:PassRole ${ROLE}`]);
    expect(await permissionsOf(denied.start({}))).toEqual(['s3:CreateJob *', 'iam:PassRole *']);
    expect(await permissionsOf(denied.describeJob('j')))
      .toEqual([`s3:DescribeJob arn:aws:s3:eu-west-1:${ACCOUNT}:job/j`]);
    expect(await permissionsOf(denied.call('DescribeJob', {}, EUROPE)))
      .toEqual([`s3:DescribeJob arn:aws:s3:eu-west-1:${ACCOUNT}:job/*`]);
    expect(await permissionsOf(denied.call('ListJobs', {}, EUROPE))).toEqual(['s3:ListJobs *']);
  });
});
