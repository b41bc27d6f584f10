import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { EdgeLags, listenWithControls, type SimulatorControls } from '../../../simulator';
import { makeServerUrl } from '../../../simulator/wire/server';
import { ACCOUNT, Bench, REGIONS } from '../support';

const TOKEN = 'token';

interface Controlled {
  readonly bench: Bench;
  readonly resets: string[];
  readonly controls: SimulatorControls;
  readonly port: number;
  send(method: string, name: string, body?: string, headers?: Record<string, string>): Promise<{
    readonly status: number; readonly answer: { readonly [name: string]: never } & { readonly message?: string };
  }>;
}

async function withControls(run: (controlled: Controlled) => Promise<void>, bench = new Bench()): Promise<void> {
  const resets: string[] = [];
  const controls: SimulatorControls = {
    simulator: bench.simulator,
    lags: new EdgeLags(1000),
    advanceClock: (ms) => bench.clock.advance(ms),
    reset: async () => { resets.push('reset'); },
  };
  const listening = await listenWithControls(controls, { token: TOKEN });
  try {
    await run({
      bench,
      resets,
      controls,
      port: listening.port,
      send: async (method, name, body, headers = { 'x-simulator-token': TOKEN }) => {
        const response = await fetch(`${listening.url}/_simulator/${name}`, { method, body, headers });
        return { status: response.status, answer: await response.json() as never };
      },
    });
  } finally {
    await listening.close();
  }
}

describe('listenWithControls', () => {
  test.each([
    ['127.0.0.1', 'http://127.0.0.1:5000'],
    ['0.0.0.0', 'http://127.0.0.1:5000'],
    ['::', 'http://127.0.0.1:5000'],
    ['::1', 'http://[::1]:5000'],
    ['simulator', 'http://simulator:5000'],
  ])('has an address for the host %s', (host, url) => {
    expect(makeServerUrl(host, 5000)).toBe(url);
  });

  test('answers under the address that it returns', async () => {
    const { simulator } = new Bench();
    const controls = {
      simulator, lags: new EdgeLags(0), advanceClock: () => undefined, reset: () => Promise.resolve(),
    };
    const listening = await listenWithControls(controls, { token: TOKEN, host: 'localhost' });
    try {
      const answer = await fetch(`${listening.url}/_simulator/health`);
      expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
    } finally {
      await listening.close();
    }
  });
});

describe('simulator/controls', () => {
  test('changes the conditions of Regions', async () => {
    await withControls(async ({ bench: { simulator }, send }) => {
      const control = async (name: string, input: object) => (await send('POST', name, JSON.stringify(input))).status;
      const read = () => simulator.regions.get('eu-west-1');
      expect(await control('lose', { region: 'eu-west-1' })).toBe(200);
      expect(read()).toEqual({ kind: 'lost' });
      await control('hang', { region: 'eu-west-1' });
      expect(read()).toEqual({ kind: 'hanging' });
      await control('slow', { region: 'eu-west-1', delay: 20 });
      expect(read()).toEqual({ kind: 'slow', ms: 20 });
      await control('restore', { region: 'eu-west-1' });
      expect(read()).toEqual({ kind: 'available' });
      await control('lose', { region: 'us-east-1' });
      expect((await send('POST', 'restore')).status).toBe(200);
      expect(simulator.regions.get('us-east-1')).toEqual({ kind: 'available' });
    });
  });

  test('changes lags, the clock and the state', async () => {
    await withControls(async ({ bench, controls: { lags }, resets, send }) => {
      await send('POST', 'lag', JSON.stringify({ from: 'eu-west-1', lag: 50 }));
      await send('POST', 'lag', JSON.stringify({ from: 'us-east-1', to: 'eu-west-1', lag: 70 }));
      expect([lags.get('eu-west-1', 'us-east-1'), lags.get('us-east-1', 'eu-west-1'), lags.get('a', 'b')])
        .toEqual([50, 70, 1000]);
      await send('POST', 'lag', JSON.stringify({ to: 'eu-west-1', lag: 60 }));
      expect(lags.get('a', 'eu-west-1')).toBe(60);
      await send('POST', 'lag', JSON.stringify({ lag: 5 }));
      expect(lags.get('eu-west-1', 'us-east-1')).toBe(5);
      lags.reset();
      expect(lags.get('eu-west-1', 'us-east-1')).toBe(1000);
      const before = bench.clock.now();
      await send('POST', 'clock', JSON.stringify({ advance: 90_000 }));
      expect(bench.clock.now() - before).toBe(90_000);
      await send('POST', 'reset');
      expect(resets).toEqual(['reset']);
    });
  });

  test('pauses the replication of single edges', async () => {
    const bench = new Bench({ copyLagMs: () => 0 });
    for (const bucket of bench.simulator.buckets.list()) bucket.versioning = 'Enabled';
    const replicate = async (from: string, to: string) => bench.call('PutBucketReplication', {
      Bucket: from,
      ReplicationConfiguration: {
        Role: `arn:aws:iam::${ACCOUNT}:role/r`,
        Rules: [{
          ID: 'all',
          Priority: 1,
          Status: 'Enabled',
          Filter: { Prefix: '' },
          DeleteMarkerReplication: { Status: 'Disabled' },
          Destination: { Bucket: `arn:aws:s3:::${to}` },
        }],
      },
    });
    await replicate('media-eu', 'media-us');
    await replicate('media-us', 'media-eu');
    const checksum = { algorithm: 'CRC32', value: '', type: 'FULL_OBJECT' } as const;
    const write = async (Bucket: string) =>
      bench.call('PutObject', { Bucket, Key: Bucket, Headers: {}, Body: new Uint8Array(1), Checksum: checksum });
    await withControls(async ({ send }) => {
      const pending = async () => (await send('GET', 'state')).answer.pendingReplications;
      await send('POST', 'pause', JSON.stringify({ from: 'eu-west-1' }));
      await write('media-eu');
      await write('media-us');
      expect(await pending()).toBe(1);
      await send('POST', 'resume', JSON.stringify({ to: 'us-east-1' }));
      expect(await pending()).toBe(1);
      await send('POST', 'resume', JSON.stringify({ from: 'eu-west-1' }));
      expect(await pending()).toBe(0);
      await send('POST', 'pause');
      await write('media-eu');
      const { answer } = await send('GET', 'state');
      expect(answer).toMatchObject({
        pendingReplications: 1,
        replication: [{ kind: 'object', source: 'media-eu', destination: 'media-us', key: 'media-eu' }],
        buckets: [{ name: 'media-eu', objects: 2 }, { name: 'media-us', objects: 2 }],
      });
      await send('POST', 'resume');
      expect(await pending()).toBe(0);
    }, bench);
  });

  test('returns the state and the calls', async () => {
    const bench = new Bench();
    await bench.ready();
    await bench.call('ListBuckets', {});
    await withControls(async ({ send }) => {
      expect((await send('GET', 'state')).answer).toMatchObject({
        regions: [
          { region: 'eu-west-1', condition: { kind: 'available' } },
          { region: 'us-east-1', condition: { kind: 'available' } },
        ],
        accessPoints: [{ name: 'media', members: REGIONS.map(({ Bucket }) => ({ bucket: Bucket, active: true })) }],
      });
      const { events } = (await send('GET', 'events')).answer as unknown as { events: { index: number }[] };
      expect(events.length).toBeGreaterThan(1);
      const last = events[events.length - 1].index;
      expect((await send('GET', `events?after=${last - 1}`)).answer).toMatchObject({
        events: [{ operation: 'ListBuckets' }],
      });
    }, bench);
  });

  test.each([
    ['lose', '{"region":"mars-1"}', 400, 'region is "mars-1", expected one of eu-west-1, us-east-1'],
    ['lose', '{}', 400, 'region is undefined, expected one of'],
    ['slow', '{"region":"eu-west-1","delay":"2s"}', 400, 'delay is "2s", expected a number of milliseconds from 0'],
    ['clock', '{"advance":-1}', 400, 'advance is -1, expected'],
    ['clock', '{"advance":1e18}', 400, 'advance is 1000000000000000000, expected at most'],
    ['lag', '{"lag":1e18}', 400, 'lag is 1000000000000000000, expected at most'],
    ['lag', '[1]', 400, 'the body is [1], expected an object'],
    ['lag', 'no JSON', 400, 'the body is no JSON'],
    ['explode', '{}', 404, 'there is no control explode, expected one of lose'],
    ['toString', '{}', 404, 'there is no control toString'],
  ])('refuses %s with %s', async (name, body, status, message) => {
    await withControls(async ({ send }) => {
      expect(await send('POST', name, body)).toMatchObject({
        status, answer: { message: expect.stringContaining(message) },
      });
    });
  });

  test('never advances the clock behind the last date of four digits', async () => {
    await withControls(async ({ send }) => {
      const century = JSON.stringify({ advance: 100 * 365 * 24 * 60 * 60 * 1_000 });
      let status = 200;
      for (let count = 0; count < 100 && status === 200; count += 1) {
        ({ status } = await send('POST', 'clock', century));
      }
      expect(status).toBe(400);
      expect((await send('GET', 'state')).answer).toMatchObject({ now: expect.stringMatching(/^9[67]\d\d-/) });
    });
  });

  test('refuses Regions without buckets', async () => {
    const bench = new Bench();
    for (const { name } of bench.simulator.buckets.list()) bench.simulator.buckets.remove(name);
    await withControls(async ({ send }) => {
      expect((await send('POST', 'lose', '{"region":"eu-west-1"}')).answer.message).toContain('there is no bucket');
    }, bench);
  });

  test('refuses requests without the token, except for the health', async () => {
    await withControls(async ({ send }) => {
      const tokens: Record<string, string>[] = [{}, { 'x-simulator-token': 'other' }];
      for (const headers of tokens) {
        expect((await send('GET', 'state', undefined, headers)).status).toBe(403);
        expect((await send('POST', 'reset', '{}', headers)).status).toBe(403);
      }
      expect(await send('GET', 'health', undefined, {})).toEqual({ status: 200, answer: { status: 'ok' } });
      expect((await send('DELETE', 'state')).status).toBe(404);
    });
  });

  test.each(['', '/'])('serves the live page at "%s" without its state and without the token', async (slash) => {
    await withControls(async ({ port }) => {
      const response = await fetch(`http://127.0.0.1:${port}/_simulator${slash}`);
      const page = await response.text();
      const policy = response.headers.get('content-security-policy') ?? '';
      expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(policy).toMatch(
        /^default-src 'none'; script-src 'sha256-\S+'; style-src 'sha256-\S+'; connect-src 'self'/);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(response.headers.get('x-frame-options')).toBe('DENY');
      expect(response.headers.get('referrer-policy')).toBe('no-referrer');
      expect(page).toContain('<section id="regions"></section>');
      expect(page.includes(`"${TOKEN}"`) || page.includes('media-eu')).toBe(false);
    });
  });

  test('serves the view of the live page with the token only', async () => {
    await withControls(async ({ port }) => {
      const readView = async (headers: Record<string, string>) =>
        fetch(`http://127.0.0.1:${port}/_simulator/view`, { headers });
      expect((await readView({})).status).toBe(403);
      expect(await (await readView({ 'x-simulator-token': TOKEN })).text()).toContain('media-eu');
    });
  });

  test('refuses the host names of web pages, which can resolve to this computer', async () => {
    await withControls(async ({ port }) => {
      const readStatus = async (host: string, path = '/_simulator/state') => {
        const headers = { host, 'x-simulator-token': TOKEN };
        const sent = request({ host: '127.0.0.1', port, path, headers }).end();
        const [response] = await once(sent, 'response') as [IncomingMessage];
        response.resume();
        return response.statusCode;
      };
      expect(await readStatus(`localhost:${port}`)).toBe(200);
      expect(await readStatus(`evil.example:${port}`)).toBe(403);
      expect(await readStatus('evil.example')).toBe(403);
      expect(await readStatus('evil.example', '/_simulator/')).toBe(403);
    });
  });
});
