import { paginateListMultiRegionAccessPoints } from '@aws-sdk/client-s3-control';
import { type SimulatedOperationName } from '../../../simulator';
import { ACCOUNT, Bench, CONTEXT, fail, OTHER_ACCOUNT, REGIONS } from '../support';
import { type Connection, CONNECTIONS, CONTROL_OPERATIONS, type ControlOperation, send } from './support';

describe('simulator/wire', () => {
  describe.each(CONNECTIONS)('%s', (_name, connect) => {
    let bench: Bench;
    let connection: Connection;
    beforeEach(async () => {
      bench = new Bench();
      connection = await connect(bench.simulator);
    });
    afterEach(async () => connection.close());

    const ask = async (operation: ControlOperation, input: object) =>
      send(connection.control(), operation, { AccountId: ACCOUNT, ...input });
    const policyFor = (arn: string) =>
      JSON.stringify(
        {
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'A <b> & "c" \'d\' ü 日本 😀\r\n',
              Effect: 'Allow',
              Principal: { AWS: ACCOUNT },
              Action: 's3:*',
              Resource: arn,
            },
          ],
        },
        undefined,
        1,
      );

    test('returns the same values as the typed calls for the life cycle of an access point', async () => {
      bench.simulator.buckets.add('theirs', 'ap-southeast-2', OTHER_ACCOUNT);
      const details = {
        Name: 'media',
        PublicAccessBlock: {
          BlockPublicAcls: false,
          IgnorePublicAcls: true,
          BlockPublicPolicy: true,
          RestrictPublicBuckets: false,
        },
        Regions: [...REGIONS, { Bucket: 'theirs', BucketAccountId: OTHER_ACCOUNT }],
      };
      const createdAt = new Date(bench.clock.now());
      const created = (await ask('CreateMultiRegionAccessPoint', { ClientToken: 'c', Details: details })) as {
        RequestTokenARN: string;
      };
      const described = {
        CreationTime: createdAt,
        Operation: 'CreateMultiRegionAccessPoint',
        ...created,
        RequestParameters: { CreateMultiRegionAccessPointRequest: details },
      };
      expect(await ask('DescribeMultiRegionAccessPointOperation', created)).toEqual({
        AsyncOperation: { ...described, RequestStatus: 'INPROGRESS' },
      });
      bench.clock.advance(5_000);
      expect(await ask('DescribeMultiRegionAccessPointOperation', created)).toEqual({
        AsyncOperation: {
          ...described,
          RequestStatus: 'SUCCEEDED',
          ResponseDetails: {
            MultiRegionAccessPointDetails: {
              Regions: ['us-east-1', 'eu-west-1', 'ap-southeast-2'].map((Name) => ({
                Name,
                RequestStatus: 'SUCCEEDED',
              })),
            },
          },
        },
      });
      const { Alias } = await bench.get();
      const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${Alias}`;
      const report = {
        Name: 'media',
        Alias,
        CreatedAt: createdAt,
        PublicAccessBlock: details.PublicAccessBlock,
        Status: 'READY',
        Regions: [
          { Bucket: 'media-us', Region: 'us-east-1', BucketAccountId: ACCOUNT },
          { Bucket: 'media-eu', Region: 'eu-west-1', BucketAccountId: ACCOUNT },
          { Bucket: 'theirs', Region: 'ap-southeast-2', BucketAccountId: OTHER_ACCOUNT },
        ],
      };
      expect(await ask('GetMultiRegionAccessPoint', { Name: 'media' })).toEqual({ AccessPoint: report });
      expect(await ask('ListMultiRegionAccessPoints', {})).toEqual({ AccessPoints: [report] });

      expect(await ask('GetMultiRegionAccessPointPolicy', { Name: 'media' })).toEqual({ Policy: {} });
      expect(await ask('GetMultiRegionAccessPointPolicyStatus', { Name: 'media' })).toEqual({
        Established: { IsPublic: false },
      });
      const policy = policyFor(arn);
      const put = await ask('PutMultiRegionAccessPointPolicy', {
        ClientToken: 'p',
        Details: { Name: 'media', Policy: policy },
      });
      expect(await ask('GetMultiRegionAccessPointPolicy', { Name: 'media' })).toEqual({
        Policy: { Proposed: { Policy: policy } },
      });
      expect(await ask('DescribeMultiRegionAccessPointOperation', put)).toMatchObject({
        AsyncOperation: {
          RequestParameters: { PutMultiRegionAccessPointPolicyRequest: { Name: 'media', Policy: policy } },
        },
      });
      bench.clock.advance(5_000);
      expect(await ask('GetMultiRegionAccessPointPolicy', { Name: 'media' })).toEqual(
        { Policy: { Established: { Policy: policy }, Proposed: { Policy: policy } } });

      expect(
        await ask('SubmitMultiRegionAccessPointRoutes', {
          Mrap: arn,
          RouteUpdates: [
            { Bucket: 'media-us', TrafficDialPercentage: 0 },
            { Region: 'eu-west-1', TrafficDialPercentage: 100 },
          ],
        }),
      ).toEqual({});
      bench.clock.advance(5_000);
      expect(await ask('GetMultiRegionAccessPointRoutes', { Mrap: arn })).toEqual({
        Mrap: arn,
        Routes: [
          { Bucket: 'media-us', Region: 'us-east-1', TrafficDialPercentage: 0 },
          { Bucket: 'media-eu', Region: 'eu-west-1', TrafficDialPercentage: 100 },
          { Bucket: 'theirs', Region: 'ap-southeast-2', TrafficDialPercentage: 100 },
        ],
      });

      const deleted = await ask('DeleteMultiRegionAccessPoint', { ClientToken: 'd', Details: { Name: 'media' } });
      bench.clock.advance(5_000);
      expect(await ask('DescribeMultiRegionAccessPointOperation', deleted)).toMatchObject({
        AsyncOperation: {
          RequestStatus: 'SUCCEEDED',
          RequestParameters: { DeleteMultiRegionAccessPointRequest: { Name: 'media' } },
        },
      });
      await expect(ask('GetMultiRegionAccessPoint', { Name: 'media' })).rejects.toMatchObject({
        name: 'NoSuchMultiRegionAccessPoint',
      });
      expect(new Set(bench.simulator.journal.entries.map(({ operation }) => operation))).toEqual(
        new Set<SimulatedOperationName>(CONTROL_OPERATIONS),
      );
    });

    test('returns all details of a failed operation', async () => {
      bench.simulator.configure(fail('AccessDenied', 'partial'));
      const created = (await ask('CreateMultiRegionAccessPoint', { Details: { Name: 'media', Regions: REGIONS } })) as {
        RequestTokenARN: string;
      };
      bench.clock.advance(5_000);
      const { RequestStatus, ResponseDetails } = await bench.describe(created.RequestTokenARN);
      expect(await ask('DescribeMultiRegionAccessPointOperation', created)).toMatchObject({
        AsyncOperation: { RequestStatus, ResponseDetails },
      });
      expect(ResponseDetails?.ErrorDetails).toMatchObject({ Code: 'AccessDenied' });
    });

    test('supports the paginator of the SDK', async () => {
      for (const name of ['alpha', 'bravo', 'charlie']) await bench.create(name);
      const names: (string | undefined)[][] = [];
      for await (const page of paginateListMultiRegionAccessPoints(
        { client: connection.control(), pageSize: 2 },
        { AccountId: ACCOUNT },
      )) {
        names.push((page.AccessPoints ?? []).map(({ Name }) => Name));
      }
      expect(names).toEqual([['alpha', 'bravo'], ['charlie']]);
    });

    test('returns an empty list', async () => {
      expect(await ask('ListMultiRegionAccessPoints', {})).toEqual({ AccessPoints: [] });
    });

    test('passes the signing Region, the account and the caller', async () => {
      await bench.ready();
      const client = connection.control({ region: 'ap-northeast-1' });
      const { AccessPoint } = (
        (await bench.simulator.call('GetMultiRegionAccessPoint', { Name: 'media' }, CONTEXT)) as {
          output: { AccessPoint: { Alias: string } };
        }
      ).output;
      await send(client, 'GetMultiRegionAccessPointRoutes', {
        AccountId: ACCOUNT,
        Mrap: `arn:aws:s3::${ACCOUNT}:accesspoint/${AccessPoint.Alias}`,
      });
      expect(bench.simulator.journal.last()).toMatchObject({
        operation: 'GetMultiRegionAccessPointRoutes',
        region: 'ap-northeast-1',
        accountId: ACCOUNT,
        caller: 'AKIDEXAMPLE',
      });
    });

    test('accepts retries with the token that the SDK generates', async () => {
      let lost = false;
      bench.simulator.faults.add(({ operation }) => {
        if (lost || operation !== 'CreateMultiRegionAccessPoint') return undefined;
        lost = true;
        return { kind: 'after-applying', answer: { kind: 'empty', status: 503 } };
      });
      await send(connection.control({ maxAttempts: 2 }), 'CreateMultiRegionAccessPoint', {
        AccountId: ACCOUNT,
        Details: { Name: 'media', Regions: REGIONS },
      });
      expect(bench.simulator.journal.entries.map(({ outcome }) => outcome.status)).toEqual([503, 200]);
      expect(bench.simulator.snapshot().operations).toHaveLength(1);
    });
  });
});
