import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import * as path from 'node:path';
import fc from 'fast-check';
import { readReportsOfBucket } from '../../../cli/operate/stored-reports';
import { createAws } from '../../../control/aws';
import { systemClock } from '../../../control/clock';
import { parseDrillTrendEntry } from '../../../control/drill/trend';
import { temporaryFolder } from '../../support/temporary-folder';
import { createDrillFixture } from './support';

const HOUR = 60 * 60_000;

/** Runs a drill every hour and stores the reports. The second one finds a backlog. */
async function createStoredReports() {
  const fixture = await createDrillFixture();
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'nested'));
  for (const [index, latency] of [3, 4000, 8].entries()) {
    fixture.simulated.figures.edges.set('media-eu -> media-us', { operations: 0, bytes: 0, latency });
    const file = path.join(folder, index === 1 ? 'nested' : '', `${3 - index}.json`);
    await fixture.run('drill', fixture.arn, '--report', file);
    fixture.clock.advance(HOUR);
  }
  writeFileSync(path.join(folder, 'notes.txt'), 'no report');
  return { fixture, folder };
}

describe('cdk-s3-mrap drill', () => {
  test('prints with --trend the recovery point and the times of stored reports, the oldest first', async () => {
    const { fixture, folder } = await createStoredReports();
    const { code, text, errors } = await fixture.run('drill', '--trend', folder);
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    const alias = fixture.arn.split('/')[1];
    const rows = text.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    const first = new RegExp(`^${alias} \\| 2026-01-01T00:02:00.000Z \\| ready \\| 3 s \\| \\d+ s \\| 0 s$`);
    expect(rows).toEqual([
      'access point | time | verdict | recovery point | canary | control Region',
      expect.stringMatching(first),
      expect.stringMatching(/ \| not-ready \| 4000 s \| \d+ s \| 0 s$/),
      expect.stringMatching(/ \| ready \| 8 s \| \d+ s \| 0 s$/),
      '',
      '2 of 3 drills were ready.',
      '',
    ]);
  });

  test('prints JSON, and names files that are not reports', async () => {
    const { fixture, folder } = await createStoredReports();
    writeFileSync(path.join(folder, 'other.json'), '{"version":1}');
    const { text, errors } = await fixture.run('drill', '--trend', folder, '--json');
    const { version, drills, skipped } = JSON.parse(text) as {
      version: number; drills: { rpoSeconds: number }[]; skipped: string[];
    };
    expect([version, drills.map(({ rpoSeconds }) => rpoSeconds), skipped]).toEqual([1, [3, 4000, 8], ['other.json']]);
    expect(errors).toContain('not a report of a drill: other.json');
  });

  test('names entries of the folder that cannot be read, and prints the other reports', async () => {
    const { fixture, folder } = await createStoredReports();
    mkdirSync(path.join(folder, 'folder.json'));
    symlinkSync(path.join(folder, 'none'), path.join(folder, 'link.json'));
    execFileSync('mkfifo', [path.join(folder, 'pipe.json')]);
    const { code, text, errors } = await fixture.run('drill', '--trend', folder);
    expect({ code, errors }).toEqual({
      code: 0, errors: 'not a report of a drill: folder.json, link.json, pipe.json\n',
    });
    expect(text).toContain('2 of 3 drills were ready.');
  });

  test('omits an object that cannot be read, unless there is no other', async () => {
    const { fixture, folder } = await createStoredReports();
    const report = readFileSync(path.join(folder, '1.json'), 'utf8');
    const keys = ['drills/1.json', 'drills/archived.json'];
    const readTrend = (readable: boolean) => {
      const call = (_region: string, operation: string, { Key }: { Key?: string }) => {
        if (operation === 'ListObjectsV2') return Promise.resolve({ Contents: keys.map((key) => ({ Key: key })) });
        if (readable && Key === keys[0]) {
          return Promise.resolve({ Body: { transformToString: () => Promise.resolve(report) } });
        }
        const code = { name: 'InvalidObjectState', Code: 'InvalidObjectState', $metadata: { httpStatusCode: 403 } };
        return Promise.reject(Object.assign(new Error('archived'), code));
      };
      Object.assign(fixture.simulated.aws, { call });
      return fixture.run('drill', '--trend', 's3://reports/drills/');
    };
    expect(await readTrend(true)).toMatchObject({
      code: 0, errors: 'not a report of a drill: drills/archived.json\n',
    });
    expect(await readTrend(false)).toMatchObject({ code: 1, errors: 'HTTP 403 InvalidObjectState (archived)\n' });
  });

  test('reads the reports of a bucket', async () => {
    const { fixture } = await createStoredReports();
    const report = JSON.stringify({
      version: 1, accessPointArn: fixture.arn, startedAt: '2026-01-01T00:00:00.000Z', verdict: 'degraded', checks: [],
    });
    for (const key of ['drills/1.json', 'drills/2.txt']) {
      fixture.simulated.objects.in('reports').set(key, { id: key, at: 0 });
      fixture.simulated.objects.contents.set(`reports/${key}`, report);
    }
    const { code, text } = await fixture.run('drill', '--trend', 's3://reports/drills/');
    expect(code).toBe(0);
    expect(text).toMatch(/degraded\s+unknown\s+unknown\s+unknown/);
    expect(text).toContain('0 of 1 drills were ready.');
  });

  test('prints the reports of one access point only', async () => {
    const { fixture, folder } = await createStoredReports();
    const other = 'arn:aws:s3::111122223333:accesspoint/mother.mrap';
    expect((await fixture.run('drill', fixture.arn, '--trend', folder)).text).toContain('2 of 3 drills');
    expect(await fixture.run('drill', other, '--trend', folder)).toMatchObject({
      code: 1,
      errors: expect.stringContaining(`"${folder}" cannot be used: it contains no report of a drill of ${other}, `),
    });
  });

  test.each([
    [['--trend', '/nonexistent'], 2, '"/nonexistent" cannot be used: no such file or directory'],
    [['--trend', 's3://A'], 2, 'or a URL like s3://bucket/prefix'],
    [[], 2, 'no argument <access-point>'],
  ])('refuses %j', async (args, code, message) => {
    const { fixture } = await createStoredReports();
    expect(await fixture.run('drill', ...args)).toMatchObject({ code, errors: expect.stringContaining(message) });
  });
});

describe('parseDrillTrendEntry', () => {
  test.each(['', '{', 'null', '[]', '{"version":2}', '{"version":1,"accessPointArn":"a","startedAt":"never"}'])(
    'returns nothing for %j', (text) => { expect(parseDrillTrendEntry(text)).toBeUndefined(); },
  );
});

describe('readReportsOfBucket', () => {
  test('reads objects over sockets, and follows the redirect to the Region of the bucket', async () => {
    const regions: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      const region = /\/\d{8}\/([a-z0-9-]+)\//.exec(request.headers.authorization ?? '')?.[1];
      regions.push(region);
      if (region !== 'eu-west-1') {
        response.writeHead(301, { 'x-amz-bucket-region': 'eu-west-1', 'content-type': 'application/xml' })
          .end('<Error><Code>PermanentRedirect</Code><Message>elsewhere</Message></Error>');
      } else if (request.url?.includes('list-type=2')) {
        response.writeHead(200, { 'content-type': 'application/xml', 'x-amz-request-id': 'R' })
          .end('<ListBucketResult><Contents><Key>a.json</Key></Contents></ListBucketResult>');
      } else {
        response.writeHead(200, { 'x-amz-request-id': 'R' }).end('{"report":true}');
      }
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const { port } = server.address() as AddressInfo;
    const aws = createAws({
      s3: {
        endpoint: `http://127.0.0.1:${port}`,
        forcePathStyle: true,
        followRegionRedirects: true,
        credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
      },
    });
    try {
      expect(await readReportsOfBucket(aws, systemClock, 'us-east-1', 's3://reports')).toEqual([
        { name: 'a.json', text: '{"report":true}' },
      ]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
    expect(regions.at(0)).toBe('us-east-1');
    expect(regions).toContain('eu-west-1');
  });
});

describe('parseDrillTrendEntry', () => {
  test('accepts any text, and returns figures or null', () => {
    const check = fc.record({
      check: fc.constantFrom('backlog', 'canary', 'control-region'),
      outcome: fc.constantFrom('passed', 'failed'),
      tookMs: fc.oneof(fc.nat(), fc.jsonValue()),
      rpoSeconds: fc.oneof(fc.nat(), fc.jsonValue()),
    }, { requiredKeys: [] });
    const report = fc.record({
      version: fc.constant(1),
      accessPointArn: fc.constant('arn'),
      startedAt: fc.constant('2026-01-01T00:00:00.000Z'),
      verdict: fc.constantFrom('ready', 'not-ready'),
      checks: fc.oneof(fc.array(fc.oneof(check, fc.jsonValue())), fc.jsonValue()),
    });
    fc.assert(fc.property(fc.oneof(report, fc.jsonValue()), (value) => {
      const { rpoSeconds, replicationSeconds, routesSeconds } = parseDrillTrendEntry(JSON.stringify(value)) ?? {};
      for (const figure of [rpoSeconds, replicationSeconds, routesSeconds]) {
        expect(figure === undefined || figure === null || Number.isFinite(figure)).toBe(true);
      }
    }));
  });
});
