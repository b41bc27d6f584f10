import { type SimulatorOptions } from '../../../simulator';
import { ACCOUNT, Bench, fail, RefusedError } from '../support';

const DELETE = 'DeleteMultiRegionAccessPoint';

describe('deleteAccessPoint', () => {
  test('deletes the access point when its operation ends and keeps its tokens', async () => {
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

  test.each([
    ['nothing', 'READY'],
    ['partial', 'PARTIALLY_DELETED'],
  ] as const)('leaves %s if it fails, with status %s, and can be repeated', async (leaves, status) => {
    const bench = new Bench(fail('InternalErrors', leaves, DELETE));
    await bench.ready();
    expect(await bench.ended(await bench.remove())).toBe('InternalErrors');
    expect(await bench.status()).toBe(status);
    bench.simulator.configure({ asyncFailure: () => undefined });
    expect(await bench.ended(await bench.remove())).toBe('SUCCEEDED');
  });

  test('refuses a missing access point at once or when the operation ends', async () => {
    const bench = new Bench();
    await expect(bench.remove()).rejects.toEqual(new RefusedError('NoSuchMultiRegionAccessPoint', 404));
    bench.simulator.configure({ missingAccessPoint: 'asynchronous' });
    const token = await bench.remove();
    expect(await bench.ended(token)).toBe('NoSuchMultiRegionAccessPoint');
    expect((await bench.describe(token)).ResponseDetails).toMatchObject({
      MultiRegionAccessPointDetails: { Regions: [] },
    });
  });

  test('does not delete an access point that was created later with the same name', async () => {
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

  test.each([[{}], [{ Details: {} }]])('refuses %j as malformed', async (input) => {
    await expect(new Bench().call(DELETE, { ClientToken: 'x', ...input })).rejects.toEqual(
      new RefusedError('MalformedXML', 400),
    );
  });

  describe('with another mutation in progress', () => {
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
    ])('reports a conflict with a %s, with %j: %s', async (first, options, outcome) => {
      const bench = new Bench(options);
      await begin[first](bench);
      const second = await bench.remove().then(
        async (token) => bench.ended(token),
        (error: RefusedError) => error.code,
      );
      expect(second).toBe(outcome);
    });
  });
});
