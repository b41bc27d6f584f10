import { type Input } from '../../../simulator';
import { Bench, OTHER_ACCOUNT, Refused, REGIONS } from '../support';

const CREATE = 'CreateMultiRegionAccessPoint';
const request: Input<typeof CREATE> = { ClientToken: 'same', Details: { Name: 'media', Regions: REGIONS } };

test('the same request again is the same operation, also after it ended, and has no second effect', async () => {
  const bench = new Bench();
  const first = await bench.ask(CREATE, request);
  bench.clock.advance(1e9);
  expect(await bench.ask(CREATE, { Details: { Regions: REGIONS, Name: 'media' }, ClientToken: 'same' })).toEqual(first);
  expect(bench.simulator.snapshot().operations).toHaveLength(1);
});

test('deletes and policies are as safe', async () => {
  const bench = new Bench();
  await bench.ready();
  const put = { ClientToken: 'p', Details: { Name: 'media', Policy: '{"Statement":[]}' } };
  expect(await bench.ask('PutMultiRegionAccessPointPolicy', put)).toEqual(await bench.ask('PutMultiRegionAccessPointPolicy', put));
  bench.clock.advance(5_000);
  const remove = { ClientToken: 'd', Details: { Name: 'media' } };
  const first = await bench.ask('DeleteMultiRegionAccessPoint', remove);
  bench.clock.advance(5_000);
  expect(await bench.ask('DeleteMultiRegionAccessPoint', remove)).toEqual(first);
});

test('another request with that token is a conflict, but not in another account', async () => {
  const bench = new Bench();
  const conflict = new Refused('ClientTokenConflict', 409);
  await bench.ask(CREATE, request);
  await expect(bench.ask(CREATE, { ...request, Details: { ...request.Details, Name: 'other' } })).rejects.toEqual(conflict);
  await expect(bench.ask('DeleteMultiRegionAccessPoint', { ClientToken: 'same', Details: { Name: 'media' } })).rejects.toEqual(conflict);
  await expect(bench.ask(CREATE, request, { accountId: OTHER_ACCOUNT })).resolves.toHaveProperty('RequestTokenARN');
});

test('a token may be forgotten after a while', async () => {
  const bench = new Bench({ clientTokenRetentionMs: 60_000 });
  const first = await bench.ask(CREATE, request);
  bench.clock.advance(60_000);
  expect(await bench.ask(CREATE, request)).toEqual(first);
  bench.clock.advance(1);
  const { RequestTokenARN } = await bench.ask(CREATE, request);
  expect(await bench.ended(RequestTokenARN)).toBe('MultiRegionAccessPointAlreadyOwnedByYou');
});

test('a request that was refused leaves its token free', async () => {
  const bench = new Bench({ maxAccessPoints: 0 });
  await expect(bench.ask(CREATE, request)).rejects.toEqual(new Refused('TooManyMultiRegionAccessPoints', 400));
  bench.simulator.configure({ maxAccessPoints: 1 });
  await expect(bench.ask(CREATE, { ...request, Details: { ...request.Details, Name: 'other' } })).resolves.toHaveProperty('RequestTokenARN');
});
