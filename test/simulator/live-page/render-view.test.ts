import { EdgeLags, type SimulatorControls } from '../../../simulator';
import { ServiceError } from '../../../simulator/engine/service-error';
import { formatDuration } from '../../../simulator/wire/live-page/format-texts';
import { renderLiveView } from '../../../simulator/wire/live-page/render-view';
import { ACCOUNT, Bench } from '../support';

const CHECKSUM = { algorithm: 'CRC32', value: '', type: 'FULL_OBJECT' } as const;

function makeControls(bench: Bench): SimulatorControls {
  return {
    simulator: bench.simulator,
    lags: new EdgeLags(1500),
    advanceClock: (ms) => bench.clock.advance(ms),
    reset: async () => {},
  };
}

/** Returns the text of a page, without elements. */
async function readText(bench: Bench): Promise<string> {
  return (await renderLiveView(makeControls(bench)))
    .replace(/<[^>]*>/g, ' ').replace(/&#39;/g, '\'').replace(/\s+/g, ' ').trim();
}

async function replicate(bench: Bench, from: string, to: string): Promise<void> {
  bench.simulator.buckets.add('media-other', 'eu-central-1', ACCOUNT);
  for (const bucket of bench.simulator.buckets.list()) bucket.versioning = 'Enabled';
  const rule = (destination: string, priority: number, status: 'Enabled' | 'Disabled') => ({
    ID: destination,
    Priority: priority,
    Status: status,
    Filter: { Prefix: '' },
    DeleteMarkerReplication: { Status: 'Disabled' as const },
    Destination: { Bucket: `arn:aws:s3:::${destination}` },
  });
  await bench.call('PutBucketReplication', {
    Bucket: from,
    ReplicationConfiguration: {
      Role: `arn:aws:iam::${ACCOUNT}:role/r`, Rules: [rule(to, 1, 'Enabled'), rule('media-other', 2, 'Disabled')],
    },
  });
}

async function write(bench: Bench, Bucket: string, Key: string): Promise<void> {
  await bench.call('PutObject', { Bucket, Key, Headers: {}, Body: new Uint8Array(1), Checksum: CHECKSUM });
}

describe('renderLiveView', () => {
  test('shows an empty simulator', async () => {
    const bench = new Bench();
    for (const { name } of bench.simulator.buckets.list()) bench.simulator.buckets.remove(name);
    const text = await readText(bench);
    expect(text).toMatch(/^no access point 0 Regions 0 copies pending 0 copies failed Regions There is no bucket/);
    expect(text).toContain('There is no replication rule yet.');
    expect(text).toContain('There is no access point yet.');
    expect(text).toContain('There was no request yet.');
  });

  test('shows objects, routes and conditions of Regions', async () => {
    const bench = new Bench();
    await bench.ready();
    await write(bench, 'media-eu', 'a');
    bench.simulator.regions.lose('us-east-1');
    expect(await readText(bench)).toMatch(
      /eu-west-1 active available media-eu 1 object, 1 version .* us-east-1 active lost media-us 0 objects/);
    bench.simulator.regions.slow('us-east-1', 2500);
    expect(await readText(bench)).toContain('us-east-1 active slow (2.5 s)');
    bench.simulator.regions.hang('us-east-1');
    expect(await readText(bench)).toContain('us-east-1 active hangs');
  });

  test('shows routes that have not taken effect', async () => {
    const bench = new Bench({ routesLagMs: () => 30_000, routesConflictMs: 0 });
    const Mrap = await bench.ready();
    expect(await readText(bench)).not.toContain('New routes');
    await bench.call('SubmitMultiRegionAccessPointRoutes', {
      Mrap,
      RouteUpdates: [
        { Bucket: 'media-us', TrafficDialPercentage: 0 }, { Bucket: 'media-eu', TrafficDialPercentage: 100 },
      ],
    });
    expect(await readText(bench)).toContain('New routes take effect in 30 s.');
    bench.clock.advance(30_000);
    expect(await readText(bench)).toMatch(/eu-west-1 active available .* us-east-1 passive available/);
  });

  test('names the access point of each button if a Region has several', async () => {
    const bench = new Bench();
    await bench.ready('media', [{ Bucket: 'media-eu' }]);
    await bench.ready('films', [{ Bucket: 'media-eu' }]);
    const text = await readText(bench);
    expect(text).toContain('Fail media over to this Region Fail films over to this Region');
    expect(text).not.toContain('Make all members active');
  });

  test('shows the queue of each edge', async () => {
    const bench = new Bench({ copyLagMs: () => 60_000 });
    await replicate(bench, 'media-eu', 'media-us');
    expect(await readText(bench)).toContain('eu-west-1 → us-east-1 running nothing pending lag 1.5 s Pause');
    await write(bench, 'media-eu', 'a');
    bench.clock.advance(20_000);
    expect(await readText(bench)).toContain('running 1 copy pending, oldest 20 s lag 1.5 s');
    bench.simulator.regions.lose('eu-west-1');
    expect(await readText(bench)).toContain('unreachable 1 copy pending');
    bench.simulator.replication.pause({ to: 'us-east-1' });
    expect(await readText(bench)).toContain('paused 1 copy pending, oldest 20 s lag 1.5 s Resume');
    bench.simulator.regions.restore('eu-west-1');
    bench.simulator.buckets.get('media-us')!.versioning = 'Suspended';
    bench.simulator.replication.resume(bench.clock.now());
    bench.clock.advance(60_000);
    const text = await readText(bench);
    expect(text).toContain('nothing pending, 1 failed lag');
    expect(text).toContain('0 copies pending 1 copy failed, the last one with DstBucketUnversioned Regions');
    const denial = 'no policy allows it';
    bench.simulator.configure({ authorize: ({ session }) => session === undefined || { denial } });
    bench.simulator.buckets.get('media-us')!.versioning = 'Enabled';
    await write(bench, 'media-eu', 'b');
    bench.clock.advance(60_000);
    expect(await readText(bench)).toContain(`2 copies failed, the last one with SrcGetObjNotPermitted: ${denial}`);
  });

  test('shows the last requests and escapes their keys', async () => {
    const bench = new Bench();
    await write(bench, 'media-eu', '<img src=x onerror=alert(1)>');
    await bench.call('GetMultiRegionAccessPoint', { Name: 'nothing' }).catch(() => undefined);
    bench.simulator.regions.lose('us-west-2');
    await bench.call('ListBuckets', {}).catch(() => undefined);
    bench.simulator.refuse(new ServiceError('MalformedXML', 'no XML'), { accountId: '', region: '' });
    const html = await renderLiveView(makeControls(bench));
    expect(html).toContain('PutObject &lt;img src=x onerror=alert(1)&gt;');
    expect(html).not.toContain('<img');
    const text = await readText(bench);
    expect(text).toMatch(/unknown refused: MalformedXML 400 .* ListBuckets reset /);
    expect(text).toMatch(/ GetMultiRegionAccessPoint refused: NoSuchMultiRegionAccessPoint 404 /);
    expect(text).toMatch(/onerror=alert\(1\)&gt; succeeded$/);
  });
});

describe('formatDuration', () => {
  test.each([
    [0, '0 ms'], [40, '40 ms'], [5000, '5 s'], [90_000, '1.5 min'], [3_600_000, '1 h'],
  ])('formats %d milliseconds as %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
