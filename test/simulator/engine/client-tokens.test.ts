import { type SimulatedOperationInput } from '../../../simulator';
import { Bench, OTHER_ACCOUNT, RefusedError, REGIONS } from '../support';

const CREATE = 'CreateMultiRegionAccessPoint';
const request: SimulatedOperationInput<typeof CREATE> = {
  ClientToken: 'same',
  Details: { Name: 'media', Regions: REGIONS },
};

describe('client-tokens', () => {
  test('returns the same operation for a repeated request, also after its end', async () => {
    const bench = new Bench();
    const first = await bench.call(CREATE, request);
    bench.clock.advance(1e9);
    expect(await bench.call(CREATE, { Details: { Regions: REGIONS, Name: 'media' }, ClientToken: 'same' })).toEqual(
      first,
    );
    expect(bench.simulator.snapshot().operations).toHaveLength(1);
  });

  test('returns the same operation for repeated deletes and policies', async () => {
    const bench = new Bench();
    await bench.ready();
    const put = { ClientToken: 'p', Details: { Name: 'media', Policy: '{"Statement":[]}' } };
    expect(await bench.call('PutMultiRegionAccessPointPolicy', put)).toEqual(
      await bench.call('PutMultiRegionAccessPointPolicy', put),
    );
    bench.clock.advance(5_000);
    const remove = { ClientToken: 'd', Details: { Name: 'media' } };
    const first = await bench.call('DeleteMultiRegionAccessPoint', remove);
    bench.clock.advance(5_000);
    expect(await bench.call('DeleteMultiRegionAccessPoint', remove)).toEqual(first);
  });

  test('refuses another request with the same token, except in another account', async () => {
    const bench = new Bench();
    const conflict = new RefusedError('ClientTokenConflict', 409);
    await bench.call(CREATE, request);
    await expect(bench.call(CREATE, { ...request, Details: { ...request.Details, Name: 'other' } })).rejects.toEqual(
      conflict,
    );
    await expect(
      bench.call('DeleteMultiRegionAccessPoint', { ClientToken: 'same', Details: { Name: 'media' } }),
    ).rejects.toEqual(conflict);
    await expect(bench.call(CREATE, request, { accountId: OTHER_ACCOUNT })).resolves.toHaveProperty('RequestTokenARN');
  });

  test('forgets a token after the configured time', async () => {
    const bench = new Bench({ clientTokenRetentionMs: 60_000 });
    const first = await bench.call(CREATE, request);
    bench.clock.advance(60_000);
    expect(await bench.call(CREATE, request)).toEqual(first);
    bench.clock.advance(1);
    const { RequestTokenARN } = await bench.call(CREATE, request);
    expect(await bench.ended(RequestTokenARN)).toBe('MultiRegionAccessPointAlreadyOwnedByYou');
  });

  test('does not reserve the token of a refused request', async () => {
    const bench = new Bench({ maxAccessPoints: 0 });
    await expect(bench.call(CREATE, request)).rejects.toEqual(new RefusedError('TooManyMultiRegionAccessPoints', 400));
    bench.simulator.configure({ maxAccessPoints: 1 });
    await expect(
      bench.call(CREATE, { ...request, Details: { ...request.Details, Name: 'other' } }),
    ).resolves.toHaveProperty('RequestTokenARN');
  });
});
