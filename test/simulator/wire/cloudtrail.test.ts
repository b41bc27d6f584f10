import { CloudTrailClient, LookupEventsCommand, type LookupEventsCommandInput } from '@aws-sdk/client-cloudtrail';
import { inProcessHandler } from '../../../simulator';
import { ACCOUNT, Bench } from '../support';

/** Creates an access point whose routes two callers change, and a client of CloudTrail. */
async function createBenchWithEvents(eventHistoryLagMs = 0) {
  const bench = new Bench();
  const { simulator, clock } = bench;
  simulator.configure({ eventHistoryLagMs });
  await bench.create();
  clock.advance(10_000);
  const Mrap = simulator.snapshot().accessPoints[0].arn;
  const submit = (dial: number, caller: string, region = 'us-east-1') => {
    clock.advance(60_000);
    const RouteUpdates = [{ Bucket: 'media-us', TrafficDialPercentage: dial }];
    const input = { AccountId: ACCOUNT, Mrap, RouteUpdates };
    return simulator.call('SubmitMultiRegionAccessPointRoutes', input, { accountId: ACCOUNT, region, caller });
  };
  await submit(0, 'first');
  await submit(100, 'second');
  await submit(100, 'third', 'eu-west-1');
  const lookUp = async (region: string, input: LookupEventsCommandInput = {}, accessKeyId = ACCOUNT) => {
    const client = new CloudTrailClient({
      region,
      credentials: { accessKeyId, secretAccessKey: 's' },
      maxAttempts: 1,
      requestHandler: inProcessHandler(simulator),
    });
    const { Events: events = [], NextToken } = await client.send(new LookupEventsCommand(input));
    return { names: events.map(({ EventName, Username }) => `${EventName} by ${Username}`), events, NextToken };
  };
  return { ...bench, simulator, clock, Mrap, lookUp };
}

const SUBMIT = 'SubmitMultiRegionAccessPointRoutes';

describe('lookUpEvents', () => {
  test('returns the changes of a Region, the newest first', async () => {
    const { lookUp } = await createBenchWithEvents();
    expect((await lookUp('us-east-1')).names).toEqual([`${SUBMIT} by second`, `${SUBMIT} by first`]);
    expect((await lookUp('eu-west-1')).names).toEqual([`${SUBMIT} by third`]);
    expect((await lookUp('us-west-2')).names).toEqual(['CreateMultiRegionAccessPoint by AKID']);
  });

  test('selects events by name and time', async () => {
    const { lookUp, clock } = await createBenchWithEvents();
    const byName = (AttributeValue: string) => ({
      LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue }],
    });
    expect((await lookUp('us-east-1', byName('PutBucketReplication'))).names).toEqual([]);
    expect((await lookUp('us-east-1', byName(SUBMIT))).names).toHaveLength(2);
    const StartTime = new Date(clock.now() - 90_000);
    expect((await lookUp('us-east-1', { StartTime })).names).toEqual([`${SUBMIT} by second`]);
    expect((await lookUp('us-east-1', { EndTime: StartTime })).names).toEqual([`${SUBMIT} by first`]);
  });

  test('returns pages', async () => {
    const { lookUp } = await createBenchWithEvents();
    const first = await lookUp('us-east-1', { MaxResults: 1 });
    const second = await lookUp('us-east-1', { MaxResults: 1, NextToken: first.NextToken });
    expect([first.names, second.names, second.NextToken]).toEqual([
      [`${SUBMIT} by second`], [`${SUBMIT} by first`], undefined,
    ]);
  });

  test('returns the document of a call', async () => {
    const { lookUp, Mrap } = await createBenchWithEvents();
    const [event] = (await lookUp('eu-west-1')).events;
    expect(JSON.parse(event.CloudTrailEvent!)).toMatchObject({
      eventName: SUBMIT,
      awsRegion: 'eu-west-1',
      userIdentity: { arn: `arn:aws:iam::${ACCOUNT}:user/third` },
      requestParameters: {
        mrap: Mrap,
        [`${SUBMIT}Request`]: { RouteUpdates: { Route: [{ Bucket: 'media-us', TrafficDialPercentage: 100 }] } },
      },
    });
  });

  test('returns an event after the delivery time', async () => {
    const { lookUp, clock } = await createBenchWithEvents(300_000);
    expect((await lookUp('us-east-1')).names).toEqual([]);
    clock.advance(300_000);
    expect((await lookUp('us-east-1')).names).toHaveLength(2);
  });

  test('refuses a caller without permission, and returns no events of other accounts', async () => {
    const { lookUp, simulator } = await createBenchWithEvents();
    expect((await lookUp('us-east-1', {}, '999999999999')).names).toEqual([]);
    simulator.configure({ authorize: ({ action }) => action !== 'cloudtrail:LookupEvents' });
    await expect(lookUp('us-east-1')).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
