import { ACCOUNT, Bench, fail, OTHER_ACCOUNT, Refused, REGIONS } from '../support';

const DESCRIBE = 'DescribeMultiRegionAccessPointOperation';

test('under way there are no response details; in the end every Region has its status', async () => {
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
        Regions: [{ Name: 'us-east-1', RequestStatus: 'SUCCEEDED' }, { Name: 'eu-west-1', RequestStatus: 'SUCCEEDED' }],
      },
    },
  });
});

test('the words are whatever is wanted', async () => {
  const bench = new Bench({ pendingStatuses: ['NEW', 'IN_PROGRESS', 'ALMOST'], successStatus: 'SUCCESS', duration: () => 3_000 });
  const token = await bench.create();
  const seen: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    seen.push((await bench.describe(token)).RequestStatus);
    bench.clock.advance(500);
  }
  expect(seen).toEqual(['NEW', 'NEW', 'IN_PROGRESS', 'IN_PROGRESS', 'ALMOST', 'ALMOST', 'SUCCESS']);
});

test('an operation without duration has ended by the next call', async () => {
  const bench = new Bench({ duration: () => 0 });
  expect((await bench.describe(await bench.create())).RequestStatus).toBe('SUCCEEDED');
});

describe('a failure', () => {
  const regional = async (bench: Bench) => {
    const { RequestStatus, ResponseDetails } = await bench.describe(await bench.create().then(async (token) => {
      await bench.ended(token);
      return token;
    }));
    return { RequestStatus, ...ResponseDetails, statuses: ResponseDetails?.MultiRegionAccessPointDetails.Regions.map((one) => one.RequestStatus) };
  };

  test('names its code, its resource and its request', async () => {
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

  test('that leaves a part has one Region that worked', async () => {
    expect(await regional(new Bench(fail('InternalErrors', 'partial')))).toMatchObject({ statuses: ['SUCCEEDED', 'FAILED'] });
  });

  test('may say what happened in each Region, and in which words', async () => {
    const bench = new Bench({ asyncFailure: () => ({ code: 'InternalErrors', message: 'oh', regions: { 'us-east-1': 'IN_PROGRESS' } }) });
    expect(await regional(bench)).toMatchObject({ statuses: ['IN_PROGRESS', 'FAILED'], ErrorDetails: { Message: 'oh' } });
  });
});

test('a token nobody issued, or issued to another account, is unknown', async () => {
  const bench = new Bench();
  const token = await bench.create();
  const unknown = new Refused('NoSuchAsyncRequest', 404);
  await expect(bench.describe(`${token}x`)).rejects.toEqual(unknown);
  await expect(bench.ask(DESCRIBE, { RequestTokenARN: token }, { accountId: OTHER_ACCOUNT })).rejects.toEqual(unknown);
  await expect(bench.ask(DESCRIBE, {})).rejects.toEqual(new Refused('MalformedXML', 400));
});

test('what is shown is a copy', async () => {
  const bench = new Bench();
  const token = await bench.create();
  (await bench.describe(token)).RequestParameters.CreateMultiRegionAccessPointRequest?.Regions.pop();
  (await bench.get()).Regions.pop();
  expect((await bench.describe(token)).RequestParameters.CreateMultiRegionAccessPointRequest?.Regions).toHaveLength(2);
  expect((await bench.get()).Regions).toHaveLength(2);
});
