import { createAccessPoint } from '../../control/access-points';
import { makeRequestHandler, FAIL_FAST } from '../../control/clients';
import { systemClock } from '../../control/clock';
import { toFailure, showFailure } from '../../control/failure';
import { NoControlRegion, type SkippedRegion } from '../../control/routes/control-regions';
import { RoutesClient } from '../../control/routes/routes-client';
import { type S3Control, sdkS3Control } from '../../control/s3-control';
import { always, noAnswer, listen, type ListeningServer, connectionReset, Simulator, slowDown } from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { subsetsOf } from '../support/subsets';
import { BLOCK, MEMBERS } from './support';

/** Calls a server over a socket in real time, because a virtual clock does not affect the time-outs of the SDK. */
async function callWith(fault: Parameters<typeof always>[0], requestHandler = FAIL_FAST.requestHandler) {
  const simulator = new Simulator({ faults: [always(fault)] });
  const listening = await listen(simulator);
  const s3 = sdkS3Control({
    credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
    endpointProvider: () => ({ url: new URL(listening.url) }),
    requestHandler,
  });
  const began = Date.now();
  try {
    const error: unknown = await s3
      .call('eu-west-1', 'GetMultiRegionAccessPointRoutes', {
        AccountId: ACCOUNT,
        Mrap: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`,
      })
      .catch((thrown: unknown) => thrown);
    return { failure: toFailure(error), tookMs: Date.now() - began, calls: simulator.journal.entries.length };
  } finally {
    await listening.close();
  }
}

describe('sdkS3Control', () => {
  test('ends a call without a response in time', async () => {
    const { failure, tookMs } = await callWith(noAnswer(), makeRequestHandler(500));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'ETIMEDOUT' });
    expect(tookMs).toBeGreaterThan(490);
    expect(tookMs).toBeLessThan(2500);
  });

  /** The benchmark of failovers measures the time-outs. */
  test('limits a call to five seconds by default', async () => {
    await callWith(slowDown());
    expect(FAIL_FAST.requestHandler.httpHandlerConfigs())
      .toMatchObject({ connectionTimeout: 2000, requestTimeout: 5000, throwOnRequestTimeout: true });
  });

  test.each([
    ['broken', connectionReset(), 'unavailable'],
    ['throttled', slowDown(), 'throttled'],
  ] as const)('does not repeat a %s call', async (_name, fault, kind) => {
    const { failure, calls } = await callWith(fault);
    expect(failure.kind).toBe(kind);
    expect(calls).toBe(1);
  });

  test('reports a refused connection as unavailable', async () => {
    const listening = await listen(new Simulator());
    await listening.close();
    const s3 = sdkS3Control({
      credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
      endpointProvider: () => ({ url: new URL(listening.url) }),
    });
    const error: unknown = await s3
      .call('us-west-2', 'GetMultiRegionAccessPoint', { AccountId: ACCOUNT, Name: 'media' })
      .catch((thrown: unknown) => thrown);
    expect(toFailure(error).kind).toBe('unavailable');
  });
});

describe('RoutesClient', () => {
  /** Over sockets: a closed port refuses connections, like a Region without a network connection. */
  describe('with control Regions that refuse connections', () => {
    const FIVE = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];
    const simulator = new Simulator();
    let well: ListeningServer;
    let dead: string;
    let accessPointArn: string;

    beforeAll(async () => {
      const closed = await listen(simulator);
      dead = closed.url;
      well = await listen(simulator);
      await closed.close();
      simulator.configure({ duration: () => 0 });
      for (const { bucket, region } of MEMBERS) simulator.buckets.add(bucket, region, ACCOUNT);
      await createAccessPoint(
        clientFor([]),
        ACCOUNT,
        { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK },
        'create',
      );
      accessPointArn = simulator.snapshot().accessPoints[0].arn;
    });
    afterAll(() => well.close());

    function clientFor(refusing: readonly string[]): S3Control {
      return sdkS3Control({
        credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
        endpointProvider: ({ Region: region }) => ({ url: new URL(refusing.includes(region!) ? dead : well.url) }),
      });
    }

    async function failOver(refusing: readonly string[], target: string): Promise<SkippedRegion[]> {
      const skipped: SkippedRegion[] = [];
      const now = Date.now();
      const onSkipped = (skip: SkippedRegion) => skipped.push(skip);
      const client = new RoutesClient({
        s3: clientFor(refusing),
        clock: systemClock,
        accountId: ACCOUNT,
        accessPointArn,
        startedAt: now,
        onSkipped,
      });
      const members = await client.read(now);
      await client.submit(
        members,
        new Map(MEMBERS.map(({ region }) => [region, region === target ? 100 : 0])),
        now + 30_000,
      );
      return skipped;
    }

    test.each([0, 1, 2, 3, 4])('changes the routes through another Region with any %d of the five', async (size) => {
      for (const [index, refusing] of subsetsOf(FIVE, size).entries()) {
        const target = MEMBERS[index % MEMBERS.length].region;
        const skipped = await failOver(refusing, target);
        expect(simulator.snapshot().accessPoints[0].routes.at(-1)?.activeRegions).toEqual([target]);
        expect(refusing).toEqual(expect.arrayContaining(skipped.map(({ region }) => region)));
        for (const { failure } of skipped) expect(showFailure(failure)).toContain('ECONNREFUSED');
      }
    });

    test('throws the failure of each Region with all five', async () => {
      const error = await failOver(FIVE, 'eu-west-1').catch((thrown: unknown) => thrown) as NoControlRegion;
      expect(error).toBeInstanceOf(NoControlRegion);
      expect(error.skipped.map(({ region }) => region)).toEqual(FIVE);
      for (const { failure } of error.skipped) expect(showFailure(failure)).toContain('ECONNREFUSED');
    });
  });
});
