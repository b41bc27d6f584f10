import { type SimulatorOptions } from '../../../simulator';
import { ACCOUNT, Bench, fail, Refused } from '../support';

const DELETE = 'DeleteMultiRegionAccessPoint';

test('an access point is DELETING until its operation ends, then gone; its tokens stay', async () => {
  const bench = new Bench();
  await bench.ready();
  const token = await bench.remove();
  expect(token).toMatch(new RegExp(`^arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/delete/`));
  expect(await bench.status()).toBe('DELETING');
  expect(await bench.ended(token)).toBe('SUCCEEDED');
  expect(await bench.status()).toBe('NoSuchMultiRegionAccessPoint');
  bench.clock.advance(1e9);
  expect(await bench.describe(token)).toMatchObject({ Operation: DELETE, RequestStatus: 'SUCCEEDED' });
});

test.each([['nothing', 'READY'], ['partial', 'PARTIALLY_DELETED']] as const)('a failed delete leaves %s: %s; deleting again works', async (leaves, status) => {
  const bench = new Bench(fail('InternalErrors', leaves, DELETE));
  await bench.ready();
  expect(await bench.ended(await bench.remove())).toBe('InternalErrors');
  expect(await bench.status()).toBe(status);
  bench.simulator.configure({ asyncFailure: () => undefined });
  expect(await bench.ended(await bench.remove())).toBe('SUCCEEDED');
});

test('what does not exist is refused at once, or in the end', async () => {
  const bench = new Bench();
  await expect(bench.remove()).rejects.toEqual(new Refused('NoSuchMultiRegionAccessPoint', 404));
  bench.simulator.configure({ missingAccessPoint: 'asynchronous' });
  const token = await bench.remove();
  expect(await bench.ended(token)).toBe('NoSuchMultiRegionAccessPoint');
  expect((await bench.describe(token)).ResponseDetails).toMatchObject({ MultiRegionAccessPointDetails: { Regions: [] } });
});

test('what is gone stays gone, and what came after it stays', async () => {
  const bench = new Bench({ conflicts: () => false });
  await bench.ready();
  await bench.remove();
  bench.clock.advance(2_000);
  const late = await bench.remove();
  bench.clock.advance(3_000);
  bench.simulator.configure({ duration: () => 0 });
  await bench.create();
  expect(await bench.ended(late)).toBe('SUCCEEDED');
  expect(await bench.status()).toBe('READY');
  expect(bench.simulator.snapshot().retired).toHaveLength(1);
});

test.each([[{}], [{ Details: {} }]])('%j is malformed', async (input) => {
  await expect(new Bench().ask(DELETE, { ClientToken: 'x', ...input })).rejects.toEqual(new Refused('MalformedXML', 400));
});

describe('a delete while another mutation is under way', () => {
  const begin = {
    create: async (bench: Bench) => { await bench.create(); },
    delete: async (bench: Bench) => {
      await bench.ready();
      await bench.remove();
    },
    policy: async (bench: Bench) => {
      await bench.ready();
      await bench.put('{"Statement":[]}');
    },
  };

  test.each<[keyof typeof begin, SimulatorOptions, string]>([
    ['create', {}, 'OperationAborted'],
    ['delete', {}, 'OperationAborted'],
    ['policy', {}, 'OperationAborted'],
    ['create', { conflict: 'asynchronous' }, 'MultiRegionAccessPointModifiedByAnotherRequest'],
    ['policy', { conflict: 'asynchronous' }, 'MultiRegionAccessPointModifiedByAnotherRequest'],
    ['policy', { conflicts: () => false }, 'SUCCEEDED'],
    ['policy', { conflicts: () => false, conflict: 'asynchronous' }, 'SUCCEEDED'],
    ['delete', { conflicts: () => false }, 'SUCCEEDED'],
  ])('a %s, %j: %s', async (first, options, outcome) => {
    const bench = new Bench(options);
    await begin[first](bench);
    const second = await bench.remove().then(async (token) => bench.ended(token), (error: Refused) => error.code);
    expect(second).toBe(outcome);
  });
});
