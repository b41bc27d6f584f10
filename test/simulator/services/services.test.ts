import { CloudFormationClient, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, GetMetricDataCommand, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { GetRoleCommand, IAMClient, ListRolesCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetCallerIdentityCommand, GetSessionTokenCommand, STSClient } from '@aws-sdk/client-sts';
import { type AuthorizationRequest, inProcessHandler, type SimulatorOptions } from '../../../simulator';
import { ACCOUNT, Bench } from '../support';

const credentials = { accessKeyId: 'AKID', secretAccessKey: 'secret' };
const KNOWN = { credentials: [credentials] };

function connect(options: SimulatorOptions = {}, region = 'us-east-1', given = credentials) {
  const bench = new Bench(options);
  const config = {
    region, credentials: given, maxAttempts: 1, requestHandler: inProcessHandler(bench.simulator),
  };
  return {
    bench,
    sts: new STSClient(config),
    iam: new IAMClient(config),
    kms: new KMSClient(config),
    cloudTrail: new CloudTrailClient(config),
    cloudWatch: new CloudWatchClient(config),
  };
}

describe('simulator/services', () => {
  test('returns the identity of the caller', async () => {
    const { sts } = connect(KNOWN);
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: ACCOUNT, Arn: `arn:aws:iam::${ACCOUNT}:user/AKID`, UserId: 'AKID',
    });
  });

  test.each([
    [{ ...credentials, accessKeyId: 'OTHER' }, 'InvalidAccessKeyId'],
    [{ ...credentials, secretAccessKey: 'other' }, 'SignatureDoesNotMatch'],
  ])('refuses the credentials %j', async (given, name) => {
    const { sts, kms } = connect(KNOWN, 'us-east-1', given);
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name });
    await expect(kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }))).rejects.toMatchObject({ name });
  });

  test('refuses operations that it does not implement', async () => {
    const { sts, iam } = connect();
    await expect(sts.send(new GetSessionTokenCommand({}))).rejects.toMatchObject({
      name: 'UnknownOperationException', $metadata: { httpStatusCode: 501 },
    });
    await expect(iam.send(new ListRolesCommand({}))).rejects.toThrow('does not implement ListRoles of iam');
  });

  test('has no stacks', async () => {
    const bench = new Bench(KNOWN);
    const cloudFormation = new CloudFormationClient({
      region: 'eu-west-1', credentials, maxAttempts: 1, requestHandler: inProcessHandler(bench.simulator),
    });
    await expect(cloudFormation.send(new GetTemplateCommand({ StackName: 'Media' }))).rejects.toMatchObject({
      name: 'ValidationError', message: 'Stack with id Media does not exist',
    });
  });

  test('refuses callers without permission', async () => {
    const authorize = ({ action }: { readonly action: string }) =>
      (action.startsWith('kms:') ? { denial: 'the policy of the key' } : false);
    const { sts, iam, kms } = connect({ authorize });
    await expect(iam.send(new GetRoleCommand({ RoleName: 'on-call' }))).rejects.toMatchObject({
      name: 'AccessDenied', message: 'Access Denied', $metadata: { httpStatusCode: 403 },
    });
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: ACCOUNT });
    await expect(kms.send(new DescribeKeyCommand({ KeyId: 'alias/aws/s3' }))).rejects.toThrow('the policy of the key');
  });

  test('asks for permissions on the role or key that the request names', async () => {
    const asked: AuthorizationRequest[] = [];
    const Arn = `arn:aws:iam::${ACCOUNT}:role/ops/on-call`;
    const { iam, kms } = connect({
      findRoleArn: (_account, name) => (name === 'on-call' ? Arn : undefined),
      authorize: (request) => {
        asked.push(request);
        return false;
      },
    });
    for (const RoleName of ['on-call', 'other']) {
      await expect(iam.send(new GetRoleCommand({ RoleName }))).rejects.toMatchObject({ name: 'AccessDenied' });
    }
    const simulation = new SimulatePrincipalPolicyCommand({ PolicySourceArn: Arn, ActionNames: ['s3:GetObject'] });
    await expect(iam.send(simulation)).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(kms.send(new DescribeKeyCommand({ KeyId: '1234' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect(asked.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
      `iam:GetRole ${Arn}`,
      `iam:GetRole arn:aws:iam::${ACCOUNT}:role/other`,
      `iam:SimulatePrincipalPolicy ${Arn}`,
      expect.stringMatching(/^kms:DescribeKey arn:aws:kms:[a-z0-9-]+:\d{12}:key\/1234$/),
    ]);
  });

  test('returns the roles that exist', async () => {
    const Arn = `arn:aws:iam::${ACCOUNT}:role/ops/on-call`;
    const { iam } = connect({ findRoleArn: (_account, name) => (name === 'on-call' ? Arn : undefined) });
    expect((await iam.send(new GetRoleCommand({ RoleName: 'on-call' }))).Role).toMatchObject({
      Arn, Path: '/ops/', RoleName: 'on-call', CreateDate: new Date(0),
    });
    await expect(iam.send(new GetRoleCommand({ RoleName: 'other' }))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    await expect(connect().iam.send(new GetRoleCommand({ RoleName: 'on-call' }))).rejects.toThrow('cannot be found');
  });

  test('simulates the policies of a principal with the values of condition keys', async () => {
    const { iam } = connect({
      decideByIdentity: ({ action, context }) => {
        if (action === 's3:PutObject') return 'denied';
        return context['aws:requestedregion']?.includes('eu-west-1') ? 'allowed' : 'not-allowed';
      },
    });
    const simulate = async (...regions: string[]) => {
      const { EvaluationResults = [] } = await iam.send(new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${ACCOUNT}:role/r`,
        ActionNames: ['s3:GetObject', 's3:PutObject'],
        ContextEntries: regions.map((region) => (
          { ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: [region] }
        )),
      }));
      return EvaluationResults.map(({ EvalDecision }) => EvalDecision);
    };
    expect(await simulate('eu-west-1')).toEqual(['allowed', 'explicitDeny']);
    expect(await simulate()).toEqual(['implicitDeny', 'explicitDeny']);
  });

  test('describes the keys that buckets use', async () => {
    const KeyId = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234`;
    const { bench, kms } = connect({ keyState: (key) => (key === KeyId ? 'Disabled' : 'Enabled') });
    const describe = async (key: string) => (await kms.send(new DescribeKeyCommand({ KeyId: key }))).KeyMetadata;
    await expect(describe(KeyId)).rejects.toMatchObject({ name: 'NotFoundException' });
    const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KeyId } };
    await bench.call('PutBucketEncryption', {
      Bucket: 'media-us', ServerSideEncryptionConfiguration: { Rules: [rule] },
    });
    expect(await describe(KeyId)).toMatchObject({ Arn: KeyId, KeyId: '1234', KeyState: 'Disabled', Enabled: false });
    expect(await describe('alias/aws/s3')).toMatchObject({ KeyState: 'Enabled', KeyManager: 'AWS' });
  });

  test.each(['lost', 'hanging', 'slow'])('answers as its Region is: %s', async (kind) => {
    const { bench, cloudTrail } = connect();
    const { regions } = bench.simulator;
    if (kind === 'lost') regions.lose('us-east-1');
    if (kind === 'hanging') regions.hang('us-east-1');
    if (kind === 'slow') regions.slow('us-east-1', 500);
    const before = bench.clock.now();
    const call = bench.clock.runUntilSettled(cloudTrail.send(new LookupEventsCommand({})));
    if (kind === 'slow') {
      await call;
      expect(bench.clock.now() - before).toBe(500);
    } else {
      await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
    }
  });
});

describe('simulator/services/cloudwatch', () => {
  async function createReplicatedBench(metrics: 'Enabled' | 'Disabled') {
    const connected = connect({ copyLagMs: () => 5 * 60_000 });
    const { bench } = connected;
    for (const bucket of bench.simulator.buckets.list()) bucket.versioning = 'Enabled';
    await bench.call('PutBucketReplication', {
      Bucket: 'media-eu',
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${ACCOUNT}:role/r`,
        Rules: [{
          ID: 'all',
          Priority: 1,
          Status: 'Enabled',
          Filter: { Prefix: '' },
          DeleteMarkerReplication: { Status: 'Disabled' },
          Destination: { Bucket: 'arn:aws:s3:::media-us', Metrics: { Status: metrics } },
        }],
      },
    });
    return connected;
  }

  const Dimensions = [
    { Name: 'SourceBucket', Value: 'media-eu' }, { Name: 'DestinationBucket', Value: 'media-us' },
    { Name: 'RuleId', Value: 'all' },
  ];

  test('lists the metrics of rules in the Region of their destination', async () => {
    const { bench, cloudWatch } = await createReplicatedBench('Enabled');
    const list = async (input = {}, client = cloudWatch) =>
      ((await client.send(new ListMetricsCommand(input))).Metrics ?? []).map(({ MetricName }) => MetricName);
    expect(await list()).toEqual([
      'OperationsPendingReplication', 'BytesPendingReplication', 'ReplicationLatency', 'OperationsFailedReplication',
    ]);
    expect(await list({ Namespace: 'AWS/S3', MetricName: 'ReplicationLatency', Dimensions })).toHaveLength(1);
    expect(await list({ Dimensions: [{ Name: 'RuleId', Value: 'other' }] })).toEqual([]);
    expect(await list({ Namespace: 'AWS/EC2' })).toEqual([]);
    const elsewhere = new CloudWatchClient({
      region: 'eu-west-1', credentials, requestHandler: inProcessHandler(bench.simulator),
    });
    expect(await list({}, elsewhere)).toEqual([]);
    const { cloudWatch: unmetered } = await createReplicatedBench('Disabled');
    expect(await list({}, unmetered)).toEqual([]);
  });

  test('computes the metrics from the replication queue', async () => {
    const { bench, cloudWatch } = await createReplicatedBench('Enabled');
    const read = async (scanBy?: 'TimestampAscending') => {
      const now = Date.now();
      const names = [
        'OperationsPendingReplication', 'BytesPendingReplication', 'ReplicationLatency', 'OperationsFailedReplication',
        'Other',
      ];
      const { MetricDataResults = [] } = await cloudWatch.send(new GetMetricDataCommand({
        StartTime: new Date(now - 10 * 60_000),
        EndTime: new Date(now + 60_000),
        ScanBy: scanBy,
        MetricDataQueries: names.map((MetricName, index) => ({
          Id: `m${index}`,
          MetricStat: {
            Metric: { Namespace: 'AWS/S3', MetricName, Dimensions }, Period: 60, Stat: 'Maximum',
          },
        })),
      }));
      return MetricDataResults;
    };
    const latest = async () => (await read()).map(({ Values }) => Values?.[0]);
    expect(await latest()).toEqual([0, 0, 0, 0, undefined]);
    const checksum = { algorithm: 'CRC32', value: '', type: 'FULL_OBJECT' } as const;
    const write = () => bench.call('PutObject', {
      Bucket: 'media-eu', Key: 'k', Headers: {}, Body: new Uint8Array(7), Checksum: checksum,
    });
    await write();
    bench.clock.advance(90_000);
    expect(await latest()).toEqual([1, 7, 90, 0, undefined]);
    bench.clock.advance(5 * 60_000);
    expect(await latest()).toEqual([0, 0, 0, 0, undefined]);
    const [{ Values: values = [], Timestamps: times = [] }] = await read('TimestampAscending');
    expect(values).toContain(1);
    expect(values.at(-1)).toBe(0);
    expect([...times].sort((a, b) => a.getTime() - b.getTime())).toEqual(times);
    expect(Math.abs(times.at(-1)!.getTime() - Date.now())).toBeLessThan(61_000);
    bench.simulator.configure({ copyFailure: () => 'DstKmsKeyNotFound' });
    await write();
    bench.clock.advance(5 * 60_000);
    expect((await latest())[3]).toBe(1);
    bench.clock.advance(4 * 3_600_000);
    expect(await latest()).toEqual([0, 0, 0, 0, undefined]);
  });

  test('requires a period', async () => {
    const { cloudWatch } = connect();
    const input = { MetricDataQueries: [] } as unknown as ConstructorParameters<typeof GetMetricDataCommand>[0];
    await expect(cloudWatch.send(new GetMetricDataCommand(input))).rejects.toThrow('StartTime and EndTime');
  });
});
