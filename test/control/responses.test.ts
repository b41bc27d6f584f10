import { createAccessPoint, deleteAccessPoint, getAccessPoint } from '../../control/access-points';
import { describeAsynchronousOperation, showOperationFailure } from '../../control/asynchronous-operations';
import { findAdviceOrDefault, toFailure } from '../../control/failure';
import { getPolicy, putPolicy } from '../../control/policies';
import { getRoutes, submitRoutes } from '../../control/routes/live-routes';
import { type S3Control } from '../../control/s3-control';
import { faultAlways, emptyAnswerFault, htmlAnswerFault } from '../../simulator';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/accounts';
import { respondWithOutput } from '../support/simulated-s3';
import { bench, BLOCK, MEMBERS } from './support';

const REQUEST = { name: 'media', members: MEMBERS.map(({ bucket }) => ({ bucket })), block: BLOCK };
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`;
const DIALS = new Map([['eu-west-1', 100]]);
const ROUTES = [{ region: 'eu-west-1', bucket: 'media-eu', dial: 100 }];

const CALLS: [string, (s3: S3Control) => Promise<unknown>][] = [
  ['Get', (s3) => getAccessPoint(s3, ACCOUNT, 'media')],
  ['Create', (s3) => createAccessPoint(s3, ACCOUNT, REQUEST, 'token')],
  ['Delete', (s3) => deleteAccessPoint(s3, ACCOUNT, 'media', 'token')],
  ['Describe', (s3) => describeAsynchronousOperation(s3, ACCOUNT, 'arn:token')],
  ['PutPolicy', (s3) => putPolicy(s3, ACCOUNT, 'media', '{}', 'token')],
  ['GetRoutes', (s3) => getRoutes(s3, 'eu-west-1', ACCOUNT, ARN)],
];

describe('IncompleteResponseError', () => {
  describe.each([
    ['an empty body', emptyAnswerFault(200)],
    ['an HTML page', htmlAnswerFault(200)],
  ])('for %s with status 200', (_name, fault) => {
    test.each(CALLS)('makes the failure of %s transient', async (_call, call) => {
      for (const port of ['s3', 'sdk'] as const) {
        const error: unknown = await call(bench({ faults: [faultAlways(fault)] })[port])
          .catch((thrown: unknown) => thrown);
        expect(toFailure(error)).toMatchObject({ kind: 'unavailable', code: 'IncompleteResponse' });
      }
    });
  });
});

describe('S3Control', () => {
  describe.each(['s3', 'sdk'] as const)('through %s', (port) => {
    async function ready(options = {}) {
      const made = bench(options);
      const s3 = made[port];
      const token = await createAccessPoint(s3, ACCOUNT, REQUEST, 'create');
      made.clock.advance(60_000);
      return { ...made, s3, token };
    }

    test('returns an access point with alias, status, members and block', async () => {
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

    test('returns the accounts of foreign members', async () => {
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

    test('returns undefined if no access point has the name', async () => {
      expect(await getAccessPoint(bench()[port], ACCOUNT, 'media')).toBeUndefined();
    });

    test('describes a successful operation', async () => {
      const { s3, token } = await ready();
      expect(await describeAsynchronousOperation(s3, ACCOUNT, token)).toMatchObject({
        outcome: 'succeeded',
        status: 'SUCCEEDED',
        code: '',
        message: '',
      });
    });

    test('describes a failed operation with the status of every Region', async () => {
      const { s3, token } = await ready({
        asyncFailure: () => ({ code: 'InternalErrors', message: 'oops', regions: { 'us-east-1': 'NOT_REACHED' } }),
      });
      const operation = await describeAsynchronousOperation(s3, ACCOUNT, token);
      expect(showOperationFailure(operation)).toBe(
        'InternalErrors; in eu-west-1: FAILED, us-east-1: NOT_REACHED, ap-northeast-1: FAILED; oops',
      );
      expect(findAdviceOrDefault(operation.code)).toBe('S3 had an internal failure; deploy again');
    });

    test('reads the routes and changes them in one call', async () => {
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
          ],
        }),
      ]);
    });

    test('returns no policy, then a proposed one, then an established one', async () => {
      const { s3, clock } = await ready({ policyLagMs: 10_000 });
      expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({});
      const text = JSON.stringify({ Version: '2012-10-17', Statement: [] });
      await putPolicy(s3, ACCOUNT, 'media', text, 'put');
      expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({ proposed: text });
      clock.advance(60_000);
      expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({ established: text, proposed: text });
    });

    test('accepts an error for an access point without a policy', async () => {
      const { s3 } = await ready({ noPolicy: 'error' });
      expect(await getPolicy(s3, ACCOUNT, 'media')).toEqual({});
      await expect(getPolicy(s3, ACCOUNT, 'other')).rejects.toThrow('Multi-Region Access Point');
    });
  });
});

describe('getAccessPoint', () => {
  test('applies the defaults of S3 to an incomplete access point', async () => {
    const s3 = respondWithOutput({
      AccessPoint: { Alias: 'm.mrap', Status: 'READY', CreatedAt: new Date(0), Regions: [{}] },
    });
    expect(await getAccessPoint(s3, ACCOUNT, 'media')).toMatchObject({
      members: [{ bucket: '' }],
      block: {
        BlockPublicAcls: false,
        IgnorePublicAcls: false,
        BlockPublicPolicy: false,
        RestrictPublicBuckets: false,
      },
    });
    const bare = respondWithOutput({ AccessPoint: { Alias: 'm.mrap', Status: 'READY', CreatedAt: new Date(0) } });
    expect((await getAccessPoint(bare, ACCOUNT, 'media'))?.members).toEqual([]);
  });
});

describe('showOperationFailure', () => {
  test('renders a failed operation without details', async () => {
    const s3 = respondWithOutput({ AsyncOperation: { RequestStatus: 'FAILED', CreationTime: new Date(0) } });
    const operation = await describeAsynchronousOperation(s3, ACCOUNT, 'arn:token');
    expect(showOperationFailure(operation)).toBe('FAILED');
    const details = { MultiRegionAccessPointDetails: { Regions: [{}] } };
    const odd = respondWithOutput({
      AsyncOperation: { RequestStatus: 'FAILED', CreationTime: new Date(0), ResponseDetails: details },
    });
    expect(showOperationFailure(await describeAsynchronousOperation(odd, ACCOUNT, 'arn:token')))
      .toBe('FAILED; in ?: ?');
  });
});

describe('getRoutes', () => {
  test('returns a passive route if its parts are missing', async () => {
    const s3 = respondWithOutput({ Routes: [{}] });
    expect(await getRoutes(s3, 'eu-west-1', ACCOUNT, ARN)).toEqual([{ region: '', bucket: '', dial: 0 }]);
  });
});

describe('submitRoutes', () => {
  test('does not send members that a change does not name', async () => {
    const s3 = respondWithOutput({});
    await submitRoutes(
      s3,
      'eu-west-1',
      ACCOUNT,
      ARN,
      [...ROUTES, { region: 'us-east-1', bucket: 'media-us', dial: 0 }],
      DIALS,
    );
    expect(s3.inputs).toEqual([
      expect.objectContaining({
        RouteUpdates: [
          { Bucket: 'media-eu', TrafficDialPercentage: 100 },
        ],
      }),
    ]);
  });
});
