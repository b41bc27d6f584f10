import { createAccessPoint, deleteAccessPoint, getAccessPoint } from '../../control/access-points';
import { describeOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { findAdvice, toFailure } from '../../control/failure';
import { getPolicy, putPolicy } from '../../control/policies';
import { getRoutes, submitRoutes } from '../../control/routes/live-routes';
import { type S3Control } from '../../control/s3-control';
import { always, empty, html } from '../../simulator';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/accounts';
import { bench, BLOCK, MEMBERS } from './support';

const REQUEST = { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK };
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`;
const DIALS = new Map([['eu-west-1', 100]]);
const ROUTES = [{ region: 'eu-west-1', bucket: 'media-eu', dial: 100 }];

const CALLS: [string, (s3: S3Control) => Promise<unknown>][] = [
  ['Get', (s3) => getAccessPoint(s3, ACCOUNT, 'media')],
  ['Create', (s3) => createAccessPoint(s3, ACCOUNT, REQUEST, 'token')],
  ['Delete', (s3) => deleteAccessPoint(s3, ACCOUNT, 'media', 'token')],
  ['Describe', (s3) => describeOperation(s3, ACCOUNT, 'arn:token')],
  ['PutPolicy', (s3) => putPolicy(s3, ACCOUNT, 'media', '{}', 'token')],
  ['GetRoutes', (s3) => getRoutes(s3, 'eu-west-1', ACCOUNT, ARN)],
];

describe.each([
  ['an empty body', empty(200)],
  ['a page of HTML', html(200)],
])('%s with a status of success', (_name, fault) => {
  test.each(CALLS)('is no answer to %s, and asked for again', async (_call, call) => {
    for (const port of ['s3', 'sdk'] as const) {
      const error: unknown = await call(bench({ faults: [always(fault)] })[port]).catch((thrown: unknown) => thrown);
      expect(toFailure(error)).toMatchObject({ kind: 'unavailable', code: 'IncompleteResponse' });
    }
  });
});

describe.each(['s3', 'sdk'] as const)('through %s', (port) => {
  async function ready(options = {}) {
    const made = bench(options);
    const s3 = made[port];
    const token = await createAccessPoint(s3, ACCOUNT, REQUEST, 'create');
    made.clock.advance(60_000);
    return { ...made, s3, token };
  }

  test('an access point as it is', async () => {
    const { s3, clock } = await ready();
    expect(await getAccessPoint(s3, ACCOUNT, 'media')).toEqual({
      name: 'media',
      alias: expect.stringMatching(/\.mrap$/),
      status: 'READY',
      createdAt: expect.any(Number),
      members: REQUEST.members,
      block: BLOCK,
    });
    expect(clock.now() - (await getAccessPoint(s3, ACCOUNT, 'media'))!.createdAt).toBeLessThanOrEqual(60_000);
  });

  test('members of other accounts say whose they are', async () => {
    const { s3, clock, simulator } = await ready();
    simulator.buckets.add('theirs', 'sa-east-1', OTHER_ACCOUNT);
    await createAccessPoint(
      s3,
      ACCOUNT,
      { ...REQUEST, name: 'shared', members: [{ bucket: 'media-eu' }, { bucket: 'theirs', account: OTHER_ACCOUNT }] },
      'x',
    );
    clock.advance(60_000);
    expect((await getAccessPoint(s3, ACCOUNT, 'shared'))?.members).toEqual([
      { bucket: 'media-eu' },
      { bucket: 'theirs', account: OTHER_ACCOUNT },
    ]);
  });

  test('none of that name', async () => {
    expect(await getAccessPoint(bench()[port], ACCOUNT, 'media')).toBeUndefined();
  });

  test('an operation that ended well', async () => {
    const { s3, token } = await ready();
    expect(await describeOperation(s3, ACCOUNT, token)).toMatchObject({
      outcome: 'succeeded',
      status: 'SUCCEEDED',
      code: '',
      message: '',
    });
  });

  test('an operation that failed, with every Region', async () => {
    const { s3, token } = await ready({
      asyncFailure: () => ({ code: 'InternalErrors', message: 'oops', regions: { 'us-east-1': 'NOT_REACHED' } }),
    });
    const operation = await describeOperation(s3, ACCOUNT, token);
    expect(showOperationFailure(operation)).toBe(
      'InternalErrors; in eu-west-1: FAILED, us-east-1: NOT_REACHED, ap-northeast-1: FAILED; oops',
    );
    expect(findAdvice(operation.code)).toBe('S3 failed by itself; deploy again');
  });

  test('routes: read, and changed in one call', async () => {
    const { s3, clock, simulator } = await ready();
    const { alias } = (await getAccessPoint(s3, ACCOUNT, 'media'))!;
    const arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`;
    const routes = await getRoutes(s3, 'eu-west-1', ACCOUNT, arn);
    expect(routes).toEqual(MEMBERS.map((member) => ({ ...member, dial: 100 })));
    await submitRoutes(s3, 'eu-west-1', ACCOUNT, arn, routes, new Map([['eu-west-1', 100], ['us-east-1', 0]]));
    clock.advance(120_000);
    expect((await getRoutes(s3, 'us-west-2', ACCOUNT, arn)).map((route) => route.dial)).toEqual([100, 0, 100]);
    expect(simulator.journal.of('SubmitMultiRegionAccessPointRoutes').map((entry) => entry.input)).toEqual([
      expect.objectContaining({
        RouteUpdates: [
          { Bucket: 'media-eu', TrafficDialPercentage: 100 },
          { Bucket: 'media-us', TrafficDialPercentage: 0 },
          { Bucket: 'media-jp', TrafficDialPercentage: 100 },
        ],
      }),
    ]);
  });

  test('a policy: none, then proposed, then established', async () => {
    const { s3, clock } = await ready({ policyLagMs: 10_000 });
    expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({});
    const text = JSON.stringify({ Version: '2012-10-17', Statement: [] });
    await putPolicy(s3, ACCOUNT, 'media', text, 'put');
    expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({ proposed: text });
    clock.advance(60_000);
    expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({ established: text, proposed: text });
  });

  test('that there is no policy may be an error', async () => {
    const { s3 } = await ready({ noPolicy: 'error' });
    expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({});
    await expect(getPolicy(s3, ACCOUNT, 'other')).rejects.toThrow('Multi-Region Access Point');
  });
});

test('what S3 leaves out of an answer is not made up', async () => {
  const s3 = {
    call: async () => ({ AccessPoint: { Alias: 'm.mrap', Status: 'READY', CreatedAt: new Date(0), Regions: [{}] } }),
  } as never;
  expect(await getAccessPoint(s3, ACCOUNT, 'media')).toMatchObject({
    members: [{ bucket: '' }],
    block: { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false },
  });
  const bare = {
    call: async () => ({ AccessPoint: { Alias: 'm.mrap', Status: 'READY', CreatedAt: new Date(0) } }),
  } as never;
  expect((await getAccessPoint(bare, ACCOUNT, 'media'))?.members).toEqual([]);
});

test('an operation may fail with nothing but the word', async () => {
  const s3 = {
    call: async () => ({ AsyncOperation: { RequestStatus: 'FAILED', CreationTime: new Date(0) } }),
  } as never;
  const operation = await describeOperation(s3, ACCOUNT, 'arn:token');
  expect(showOperationFailure(operation)).toBe('FAILED');
  const details = { MultiRegionAccessPointDetails: { Regions: [{}] } };
  const odd = {
    call: async () => ({
      AsyncOperation: { RequestStatus: 'FAILED', CreationTime: new Date(0), ResponseDetails: details },
    }),
  } as never;
  expect(showOperationFailure(await describeOperation(odd, ACCOUNT, 'arn:token'))).toBe('FAILED; in ?: ?');
});

test('a route without its parts is passive and nowhere', async () => {
  const s3 = { call: async () => ({ Routes: [{}] }) } as never;
  expect(await getRoutes(s3, 'eu-west-1', ACCOUNT, ARN)).toEqual([{ region: '', bucket: '', dial: 0 }]);
});

test('members that a change does not name keep their dial', async () => {
  const inputs: unknown[] = [];
  const s3 = { call: async (...call: unknown[]) => { inputs.push(call[2]); return {}; } } as never;
  await submitRoutes(
    s3,
    'eu-west-1',
    ACCOUNT,
    ARN,
    [...ROUTES, { region: 'us-east-1', bucket: 'media-us', dial: 0 }],
    DIALS,
  );
  expect(inputs).toEqual([
    expect.objectContaining({
      RouteUpdates: [
        { Bucket: 'media-eu', TrafficDialPercentage: 100 },
        { Bucket: 'media-us', TrafficDialPercentage: 0 },
      ],
    }),
  ]);
});
