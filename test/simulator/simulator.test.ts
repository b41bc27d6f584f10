import {
  faultAfterApplying, faultAlways, emptyAnswerFault, faultInFirstCalls, noAnswerFault, htmlAnswerFault,
  type SimulatedOperationName, type SimulatedOperations, connectionResetFault, serviceFault, Simulator, slowAnswerFault,
  slowDownFault, throttlingFault,
} from '../../simulator';
import { ACCOUNT, Bench, CONTEXT, RefusedError, REGIONS } from './support';

const NAMED = { Name: 'media' };
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`;
const ANY = `arn:aws:s3::${ACCOUNT}:accesspoint/*`;
const LIST_BUCKETS = { action: 's3:ListAllMyBuckets', resource: '*' };

describe('Simulator', () => {
  test('accepts calls without any option', async () => {
    const simulator = new Simulator();
    await expect(simulator.call('ListMultiRegionAccessPoints', {}, CONTEXT)).resolves.toMatchObject({
      kind: 'output',
      output: { AccessPoints: [] },
    });
  });

  describe('with permissions', () => {
    type Row = {
      [O in SimulatedOperationName]: [O, SimulatedOperations[O]['input'], { action: string; resource: string }[]];
    }[SimulatedOperationName];
    const token = `arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/t`;
    const rows: Row[] = [
      [
        'CreateMultiRegionAccessPoint',
        { Details: NAMED },
        [{ action: 's3:CreateMultiRegionAccessPoint', resource: ANY }, LIST_BUCKETS],
      ],
      [
        'DeleteMultiRegionAccessPoint',
        { Details: NAMED },
        [{ action: 's3:DeleteMultiRegionAccessPoint', resource: ANY }, LIST_BUCKETS],
      ],
      [
        'DeleteMultiRegionAccessPoint',
        {},
        [{ action: 's3:DeleteMultiRegionAccessPoint', resource: ANY }, LIST_BUCKETS],
      ],
      [
        'PutMultiRegionAccessPointPolicy',
        { Details: NAMED },
        [{ action: 's3:PutMultiRegionAccessPointPolicy', resource: ANY }, LIST_BUCKETS],
      ],
      [
        'PutMultiRegionAccessPointPolicy',
        {},
        [{ action: 's3:PutMultiRegionAccessPointPolicy', resource: ANY }, LIST_BUCKETS],
      ],
      [
        'DescribeMultiRegionAccessPointOperation',
        { RequestTokenARN: token },
        [{ action: 's3:DescribeMultiRegionAccessPointOperation', resource: token }],
      ],
      [
        'DescribeMultiRegionAccessPointOperation',
        {},
        [{ action: 's3:DescribeMultiRegionAccessPointOperation', resource: '*' }],
      ],
      ['GetMultiRegionAccessPoint', NAMED, [{ action: 's3:GetMultiRegionAccessPoint', resource: ANY }]],
      ['ListMultiRegionAccessPoints', {}, [{ action: 's3:ListMultiRegionAccessPoints', resource: '*' }]],
      ['GetMultiRegionAccessPointPolicy', NAMED, [{ action: 's3:GetMultiRegionAccessPointPolicy', resource: ANY }]],
      [
        'GetMultiRegionAccessPointPolicyStatus',
        NAMED,
        [{ action: 's3:GetMultiRegionAccessPointPolicyStatus', resource: ANY }],
      ],
      [
        'GetMultiRegionAccessPointRoutes',
        { Mrap: ARN },
        [{ action: 's3:GetMultiRegionAccessPointRoutes', resource: ARN }],
      ],
      ['GetMultiRegionAccessPointRoutes', {}, [{ action: 's3:GetMultiRegionAccessPointRoutes', resource: '*' }]],
      [
        'SubmitMultiRegionAccessPointRoutes',
        { Mrap: ARN },
        [{ action: 's3:SubmitMultiRegionAccessPointRoutes', resource: ARN }],
      ],
      ['SubmitMultiRegionAccessPointRoutes', {}, [{ action: 's3:SubmitMultiRegionAccessPointRoutes', resource: '*' }]],
      ['CreateBucket', { Bucket: 'b' }, [{ action: 's3:CreateBucket', resource: 'arn:aws:s3:::b' }]],
      ['HeadBucket', { Bucket: 'b' }, [{ action: 's3:ListBucket', resource: 'arn:aws:s3:::b' }]],
      ['HeadBucket', {}, [{ action: 's3:ListBucket', resource: 'arn:aws:s3:::*' }]],
      ['ListBuckets', {}, [LIST_BUCKETS]],
      ['GetBucketLocation', { Bucket: 'b' }, [{ action: 's3:GetBucketLocation', resource: 'arn:aws:s3:::b' }]],
      ['PutBucketVersioning', { Bucket: 'b' }, [{ action: 's3:PutBucketVersioning', resource: 'arn:aws:s3:::b' }]],
      ['GetBucketVersioning', { Bucket: 'b' }, [{ action: 's3:GetBucketVersioning', resource: 'arn:aws:s3:::b' }]],
      ['DeleteBucket', { Bucket: 'b' }, [{ action: 's3:DeleteBucket', resource: 'arn:aws:s3:::b' }]],
    ];

    test.each(rows)(
      'requires, for %s(%j), all of %j and records them in the journal',
      async (operation, input, permissions) => {
        for (const denied of permissions) {
          const asked: unknown[] = [];
          const bench = new Bench({
            authorize: (request) => {
              asked.push(request);
              return request.action !== denied.action;
            },
          });
          await expect(bench.call(operation, input)).rejects.toEqual(new RefusedError('AccessDenied', 403));
          expect(asked.at(-1)).toEqual({ ...denied, region: 'us-west-2', accountId: ACCOUNT, caller: 'AKID' });
          expect(bench.simulator.journal.last()).toMatchObject({ operation, permissions });
        }
      },
    );

    test('names the ARN of an existing access point', async () => {
      const bench = new Bench();
      const arn = await bench.ready();
      await bench.put('{}');
      expect(bench.simulator.journal.last()?.permissions).toEqual([
        { action: 's3:PutMultiRegionAccessPointPolicy', resource: arn },
        LIST_BUCKETS,
      ]);
    });
  });

  describe('with faults', () => {
    const token = { ClientToken: 'x', Details: { Name: 'media', Regions: REGIONS } };

    test.each([
      slowDownFault(),
      throttlingFault(429),
      connectionResetFault(),
      noAnswerFault(),
      htmlAnswerFault(502),
      emptyAnswerFault(),
      serviceFault('InternalError', 500, 'oh'),
    ])('returns %j and applies nothing', async (fault) => {
      const bench = new Bench({ faults: [faultAlways(fault)] });
      expect(await bench.simulator.call('CreateMultiRegionAccessPoint', token, CONTEXT)).toEqual({
        ...fault,
        requestId: '0000000000000001',
      });
      expect(bench.simulator.snapshot().operations).toEqual([]);
      expect(bench.simulator.journal.last()).toMatchObject({ applied: false, outcome: { kind: fault.kind } });
    });

    test('applies a call and replaces its answer with faultAfterApplying', async () => {
      const bench = new Bench({
        faults: [faultInFirstCalls(1, faultAfterApplying(serviceFault('InternalError', 500)))],
      });
      await expect(bench.call('CreateMultiRegionAccessPoint', token)).rejects.toEqual(
        new RefusedError('InternalError', 500),
      );
      const { RequestTokenARN } = await bench.call('CreateMultiRegionAccessPoint', token);
      expect(bench.simulator.snapshot().operations.map(({ tokenArn }) => tokenArn)).toEqual([RequestTokenARN]);
      expect(bench.simulator.journal.entries.map(({ applied, outcome }) => [applied, outcome.kind])).toEqual([
        [true, 'error'],
        [true, 'output'],
      ]);
    });

    test('delays the answer with slow', async () => {
      const bench = new Bench({ faults: [faultAlways(slowAnswerFault(30_000))] });
      const start = bench.clock.now();
      const answer = bench.clock.runUntilSettled(bench.call('CreateMultiRegionAccessPoint', token));
      await Promise.resolve();
      expect(bench.simulator.journal.last()?.outcome).toEqual({ kind: 'unanswered' });
      await answer;
      expect(bench.clock.now() - start).toBe(30_000);
    });

    test('passes the properties of a call to fault rules', async () => {
      const seen: unknown[] = [];
      const bench = new Bench();
      bench.simulator.faults.add((call) => {
        seen.push(call);
        return undefined;
      });
      const at = bench.clock.now();
      await bench.create();
      await bench.get();
      await bench.get();
      expect(seen).toEqual([
        {
          index: 1,
          operation: 'CreateMultiRegionAccessPoint',
          countOfThisOperation: 1,
          ...CONTEXT,
          clientToken: 'token-1',
          input: { ClientToken: 'token-1', Details: { Name: 'media', Regions: REGIONS } },
          at,
        },
        { index: 2, operation: 'GetMultiRegionAccessPoint', countOfThisOperation: 1, ...CONTEXT, input: NAMED, at },
        { index: 3, operation: 'GetMultiRegionAccessPoint', countOfThisOperation: 2, ...CONTEXT, input: NAMED, at },
      ]);
    });
  });

  test('applies new settings to later events only', async () => {
    const bench = new Bench();
    const token = await bench.create();
    bench.clock.advance(5_000);
    bench.simulator.configure({ finalStatus: () => 'INCONSISTENT_ACROSS_REGIONS', successStatus: 'SUCCESS' });
    expect(await bench.status()).toBe('READY');
    expect((await bench.describe(token)).RequestStatus).toBe('SUCCESS');
    expect(bench.simulator.settings.successStatus).toBe('SUCCESS');
  });

  test('changes the status of an existing access point with setStatus', async () => {
    const bench = new Bench();
    await bench.ready();
    bench.simulator.setStatus(ACCOUNT, 'media', 'INCONSISTENT_ACROSS_REGIONS');
    expect(await bench.status()).toBe('INCONSISTENT_ACROSS_REGIONS');
    expect(() => bench.simulator.setStatus(ACCOUNT, 'none', 'READY')).toThrow('no access point none');
  });

  test('does not accept an alias as a name', async () => {
    const bench = new Bench();
    await bench.ready();
    const { Alias } = await bench.get();
    await expect(bench.get(Alias)).rejects.toEqual(new RefusedError('NoSuchMultiRegionAccessPoint', 404));
    await expect(bench.call('GetMultiRegionAccessPoint', {})).rejects.toEqual(new RefusedError('MalformedXML', 400));
  });
});
