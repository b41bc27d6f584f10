import { ACCOUNT, Bench, fail, OTHER_ACCOUNT, RefusedError, REGIONS } from '../support';

const DESCRIBE = 'DescribeMultiRegionAccessPointOperation';

describe('describeAsynchronousOperation', () => {
  test('returns response details for each Region after the end only', async () => {
    const bench = new Bench();
    const token = await bench.create();
    const begun = {
      CreationTime: new Date(bench.clock.now()),
      Operation: 'CreateMultiRegionAccessPoint',
      RequestTokenARN: token,
      RequestParameters: { CreateMultiRegionAccessPointRequest: { Name: 'media', Regions: REGIONS } },
    };
    expect(await bench.describe(token)).toEqual({ ...begun, RequestStatus: 'INPROGRESS' });
    bench.clock.advance(5_000);
    expect(await bench.describe(token)).toEqual({
      ...begun,
      RequestStatus: 'SUCCEEDED',
      ResponseDetails: {
        MultiRegionAccessPointDetails: {
          Regions: [
            { Name: 'us-east-1', RequestStatus: 'SUCCEEDED' },
            { Name: 'eu-west-1', RequestStatus: 'SUCCEEDED' },
          ],
        },
      },
    });
  });

  test('returns the configured status words', async () => {
    const bench = new Bench({
      pendingStatuses: ['NEW', 'IN_PROGRESS', 'ALMOST'],
      successStatus: 'SUCCESS',
      duration: () => 3_000,
    });
    const token = await bench.create();
    const seen: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      seen.push((await bench.describe(token)).RequestStatus);
      bench.clock.advance(500);
    }
    expect(seen).toEqual(['NEW', 'NEW', 'IN_PROGRESS', 'IN_PROGRESS', 'ALMOST', 'ALMOST', 'SUCCESS']);
  });

  test('returns the end of an operation without duration at once', async () => {
    const bench = new Bench({ duration: () => 0 });
    expect((await bench.describe(await bench.create())).RequestStatus).toBe('SUCCEEDED');
  });

  describe('with a failed operation', () => {
    const regional = async (bench: Bench) => {
      const { RequestStatus, ResponseDetails } = await bench.describe(await bench.create().then(async (token) => {
        await bench.ended(token);
        return token;
      }));
      return {
        RequestStatus,
        ...ResponseDetails,
        statuses: ResponseDetails?.MultiRegionAccessPointDetails.Regions.map((one) => one.RequestStatus),
      };
    };

    test('returns its code, its resource and its request', async () => {
      const bench = new Bench(fail('AccessDenied'));
      expect(await regional(bench)).toMatchObject({
        RequestStatus: 'FAILED',
        statuses: ['FAILED', 'FAILED'],
        ErrorDetails: {
          Code: 'AccessDenied',
          Message: 'The operation failed with AccessDenied',
          Resource: expect.stringMatching(new RegExp(`^arn:aws:s3::${ACCOUNT}:accesspoint/m\\w+\\.mrap$`)),
          RequestId: '0000000000000001',
        },
      });
    });

    test('returns success for the first Region of a partial failure', async () => {
      expect(await regional(new Bench(fail('InternalErrors', 'partial')))).toMatchObject({
        statuses: ['SUCCEEDED', 'FAILED'],
      });
    });

    test('returns the configured status of each Region', async () => {
      const bench = new Bench({
        asyncFailure: () => ({ code: 'InternalErrors', message: 'oh', regions: { 'us-east-1': 'IN_PROGRESS' } }),
      });
      expect(await regional(bench)).toMatchObject({
        statuses: ['IN_PROGRESS', 'FAILED'],
        ErrorDetails: { Message: 'oh' },
      });
    });
  });

  test('refuses unknown tokens and tokens of other accounts', async () => {
    const bench = new Bench();
    const token = await bench.create();
    const unknown = new RefusedError('NoSuchAsyncRequest', 404);
    await expect(bench.describe(`${token}x`)).rejects.toEqual(unknown);
    await expect(bench.call(DESCRIBE, { RequestTokenARN: token }, { accountId: OTHER_ACCOUNT })).rejects.toEqual(
      unknown,
    );
    await expect(bench.call(DESCRIBE, {})).rejects.toEqual(new RefusedError('MalformedXML', 400));
  });

  test('returns copies of the state', async () => {
    const bench = new Bench();
    const token = await bench.create();
    (await bench.describe(token)).RequestParameters.CreateMultiRegionAccessPointRequest?.Regions.pop();
    (await bench.get()).Regions.pop();
    expect((await bench.describe(token)).RequestParameters.CreateMultiRegionAccessPointRequest?.Regions).toHaveLength(
      2,
    );
    expect((await bench.get()).Regions).toHaveLength(2);
  });
});
