import { createAccessPoint } from '../../control/access-points';
import { type CallLimits, findCallLimits } from '../../control/call-limits';
import { SINGLE_ATTEMPT_CLIENT_CONFIG } from '../../control/clients';
import { systemClock } from '../../control/clock';
import { toFailure, showFailure } from '../../control/failure';
import { AllControlRegionsFailedError, type FailedControlRegion } from '../../control/routes/control-regions';
import { RETRY_PATIENCE_OF_FUNCTIONS } from '../../control/routes/rounds';
import { RoutesClient } from '../../control/routes/routes-client';
import { type S3Control, sdkS3Control } from '../../control/s3-control';
import {
  faultAlways, faultOnClockSkew, connectionResetFault, cut, drip, endless, type FaultRule, htmlAnswerFault,
  listenOnLoopback, type ListeningServer, noAnswerFault, serviceFault, Simulator, slowDownFault, stall,
} from '../../simulator';
import { ACCOUNT } from '../support/accounts';
import { subsetsOf } from '../support/subsets';
import { BLOCK, MEMBERS } from './support';

type HttpRequest = Parameters<typeof SINGLE_ATTEMPT_CLIENT_CONFIG.requestHandler.handle>[0];

const SHORT_LIMITS: Partial<CallLimits> = { requestTimeout: 500 };

/** Calls a server over a socket in real time, because a virtual clock does not affect the limits of the client. */
async function callWith(fault: FaultRule, limits: Partial<CallLimits> = {}) {
  const simulator = new Simulator({ faults: [fault] });
  const listening = await listenOnLoopback(simulator);
  const { requestHandler } = SINGLE_ATTEMPT_CLIENT_CONFIG;
  const s3 = sdkS3Control({
    credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
    endpointProvider: () => ({ url: new URL(listening.url) }),
    requestHandler: {
      ...requestHandler,
      handle: (request: HttpRequest, options: object) => requestHandler.handle(request, { ...options, ...limits }),
    },
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

describe('findCallLimits', () => {
  test('limits a call to five seconds and a response to a megabyte', () => {
    expect(findCallLimits('GetMultiRegionAccessPointRoutes'))
      .toEqual({ requestTimeout: 5000, maxResponseBytes: 1_048_576 });
  });

  test('allows large responses and slow operations', () => {
    expect(findCallLimits('GetBucketReplication').maxResponseBytes).toBe(4 * 1_048_576);
    expect(findCallLimits('ListMultiRegionAccessPoints').maxResponseBytes).toBe(4 * 1_048_576);
    expect(findCallLimits('CreateJob').requestTimeout).toBe(30_000);
  });
});

describe('sdkS3Control', () => {
  test.each([
    ['no response', noAnswerFault()],
    ['headers and no body', stall()],
    ['headers and a byte every second', drip()],
  ])('ends a call in time after %s', async (_name, fault) => {
    const { failure, tookMs } = await callWith(faultAlways(fault), SHORT_LIMITS);
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'ETIMEDOUT' });
    expect(tookMs).toBeGreaterThan(490);
    expect(tookMs).toBeLessThan(2500);
  });

  test('ends a call whose response has no end at the size limit', async () => {
    const { failure, tookMs } = await callWith(faultAlways(endless()));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'ETOOLARGE' });
    expect(tookMs).toBeLessThan(4000);
  });

  test('reports a response that is cut as unavailable', async () => {
    const { failure } = await callWith(faultAlways(cut()));
    expect(failure.kind).toBe('unavailable');
  });

  test.each([200, 503])('reports a page with status %d as an answer that is not from S3', async (status) => {
    const { failure } = await callWith(faultAlways(htmlAnswerFault(status)));
    expect(failure).toMatchObject({ kind: 'unavailable', code: 'ForeignResponse' });
    expect(failure.message).toMatch(`the answer is not from S3 (status ${status}, "<html>`);
  });

  test.each([-3_600_000, 3_600_000])('corrects a clock that differs by %d ms, and repeats the call', async (ms) => {
    const { failure, calls } = await callWith(faultOnClockSkew(ms));
    expect(failure.code).toBe('NoSuchMultiRegionAccessPoint');
    expect(calls).toBe(2);
  });

  test('reports a clock that it cannot correct', async () => {
    const { failure, calls } = await callWith(faultAlways(serviceFault('RequestTimeTooSkewed', 403)));
    expect(failure).toMatchObject({ kind: 'clock skew', code: 'RequestTimeTooSkewed' });
    expect(calls).toBe(1);
  });

  test.each([
    ['broken', connectionResetFault(), 'unavailable'],
    ['throttled', slowDownFault(), 'throttled'],
  ] as const)('does not repeat a %s call', async (_name, fault, kind) => {
    const { failure, calls } = await callWith(faultAlways(fault));
    expect(failure.kind).toBe(kind);
    expect(calls).toBe(1);
  });

  test('reports a refused connection as unavailable', async () => {
    const listening = await listenOnLoopback(new Simulator());
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
      const closed = await listenOnLoopback(simulator);
      dead = closed.url;
      well = await listenOnLoopback(simulator);
      await closed.close();
      simulator.configure({ duration: () => 0, routesConflictMs: 0 });
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

    async function failOver(refusing: readonly string[], target: string): Promise<FailedControlRegion[]> {
      const skipped: FailedControlRegion[] = [];
      const now = Date.now();
      const onSkipped = (skip: FailedControlRegion) => skipped.push(skip);
      const client = new RoutesClient({
        s3: clientFor(refusing),
        clock: systemClock,
        accountId: ACCOUNT,
        accessPointArn,
        startedAt: now,
        patience: RETRY_PATIENCE_OF_FUNCTIONS,
        onSkipped,
      });
      const members = await client.read(now);
      const dials = new Map(MEMBERS.map(({ region }) => [region, region === target ? 100 : 0]));
      await client.submit({ members, dials, until: now + 30_000 });
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
      const error = await failOver(FIVE, 'eu-west-1')
        .catch((thrown: unknown) => thrown) as AllControlRegionsFailedError;
      expect(error).toBeInstanceOf(AllControlRegionsFailedError);
      expect(error.skipped.map(({ region }) => region)).toEqual(FIVE);
      for (const { failure } of error.skipped) expect(showFailure(failure)).toContain('ECONNREFUSED');
    });
  });
});
