import { ServiceError } from '../../simulator/engine/service-error';
import { ACCOUNT, Bench, CONTEXT, REGIONS } from './support';

describe('CallJournal', () => {
  test('records every call with its answer, in order', async () => {
    const bench = new Bench();
    const { journal } = bench.simulator;
    const at = bench.clock.now();
    await bench.create();
    await expect(bench.get('none')).rejects.toThrow();
    expect(journal.entries).toEqual([
      {
        index: 1,
        at,
        operation: 'CreateMultiRegionAccessPoint',
        region: 'us-west-2',
        accountId: ACCOUNT,
        caller: 'AKID',
        clientToken: 'token-1',
        input: { ClientToken: 'token-1', Details: { Name: 'media', Regions: REGIONS } },
        permissions: [
          { action: 's3:CreateMultiRegionAccessPoint', resource: `arn:aws:s3::${ACCOUNT}:accesspoint/*` },
          { action: 's3:ListAllMyBuckets', resource: '*' },
        ],
        outcome: { kind: 'output', status: 200 },
        applied: true,
        requestId: '0000000000000001',
      },
      expect.objectContaining({
        index: 2,
        operation: 'GetMultiRegionAccessPoint',
        outcome: { kind: 'error', status: 404, code: 'NoSuchMultiRegionAccessPoint' },
        applied: false,
      }),
    ]);
  });

  test('forgets old calls, except for the calls that CloudTrail records', async () => {
    const bench = new Bench({ rememberedCalls: 2 });
    const { journal } = bench.simulator;
    await bench.create();
    for (let call = 0; call < 10; call += 1) await bench.get();
    const [first, ...remembered] = journal.entries;
    expect(first.operation).toBe('CreateMultiRegionAccessPoint');
    expect(remembered.map(({ index }) => index)).toEqual(expect.arrayContaining([10, 11]));
    expect(remembered.length).toBeLessThanOrEqual(4);
  });

  test('counts, filters and clears its entries', async () => {
    const bench = new Bench();
    const { journal } = bench.simulator;
    await bench.describe(await bench.create());
    await bench.get();
    await bench.get();
    expect([journal.count(), journal.count('GetMultiRegionAccessPoint'), journal.count('ListBuckets')]).toEqual([
      4, 2, 0,
    ]);
    expect(journal.of('GetMultiRegionAccessPoint', 'CreateMultiRegionAccessPoint').map(({ index }) => index)).toEqual([
      1, 3, 4,
    ]);
    expect(journal.where(({ clientToken }) => clientToken !== undefined)).toHaveLength(1);
    expect([
      journal.last()?.index,
      journal.last('CreateMultiRegionAccessPoint')?.index,
      journal.last('ListBuckets'),
    ]).toEqual([4, 1, undefined]);
    expect(journal.actions()).toEqual([
      's3:CreateMultiRegionAccessPoint', 's3:DescribeMultiRegionAccessPointOperation', 's3:GetMultiRegionAccessPoint',
      's3:ListAllMyBuckets',
    ]);
    journal.clear();
    expect(journal.entries).toEqual([]);
  });

  test('records requests that could not be parsed', () => {
    const bench = new Bench();
    expect(bench.simulator.refuse(new ServiceError('MalformedXML', 'no'), CONTEXT)).toMatchObject({
      kind: 'error',
      code: 'MalformedXML',
      status: 400,
    });
    expect(bench.simulator.journal.last()).toMatchObject({
      index: 1,
      permissions: [],
      outcome: { code: 'MalformedXML' },
      applied: false,
    });
    expect(bench.simulator.journal.of('GetMultiRegionAccessPoint')).toEqual([]);
  });
});
