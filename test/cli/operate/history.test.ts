import { ACCOUNT } from '../../support/accounts';
import { changeInConsole, type CommandFixture, createCommandFixture } from './support';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const USER = `arn:aws:iam::${ACCOUNT}:user`;

interface HistoryJson {
  readonly changes: {
    readonly at: string;
    readonly part: string;
    readonly caller: string;
    readonly through: string[];
    readonly routes?: Record<string, number>;
    readonly subject: string;
  }[];
  readonly unread: { readonly what: string }[];
}

/** Creates a fixture whose CloudTrail returns events at once, and with a prepared history. */
async function createHistoryFixture() {
  const fixture = await createCommandFixture();
  fixture.simulator.configure({ eventHistoryLagMs: 0 });
  return fixture;
}

async function readHistory(fixture: CommandFixture, ...args: string[]) {
  const { code, text, errors } = await fixture.run('history', fixture.arn, '--json', ...args);
  return { code, errors, history: text === '' ? undefined : JSON.parse(text) as HistoryJson };
}

/** Changes routes, policy and replication, each a minute after the other. */
async function changeEverything(fixture: CommandFixture): Promise<void> {
  const { clock, simulator } = fixture;
  await changeInConsole(fixture, { 'media-eu': 0 });
  clock.advance(MINUTE);
  const policy = { Version: '2012-10-17', Statement: [] };
  await simulator.call('PutMultiRegionAccessPointPolicy', {
    AccountId: ACCOUNT, ClientToken: 'policy', Details: { Name: 'media', Policy: JSON.stringify(policy) },
  }, { accountId: ACCOUNT, region: 'us-west-2', caller: 'editor' });
  clock.advance(MINUTE);
  const context = { accountId: ACCOUNT, region: 'us-east-1', caller: 'cleaner' };
  await simulator.call('DeleteBucketReplication', { Bucket: 'media-us' }, context);
  clock.advance(MINUTE);
}

describe('cdk-s3-mrap history', () => {
  test('prints the changes of routes, policy and replication, the newest first', async () => {
    const fixture = await createHistoryFixture();
    await changeEverything(fixture);
    const { code, text, errors } = await fixture.run('history', 'media');
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(text.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
      fixture.arn,
      '2025-10-03T00:04:00Z to 2026-01-01T00:04:00Z',
      '',
      'time | change | caller | from | through',
      `2026-01-01T00:03:00Z | replication deleted of media-us | ${USER}/cleaner | 192.0.2.1 | us-east-1`,
      `2026-01-01T00:02:00Z | policy | ${USER}/editor | 192.0.2.1 | us-west-2`,
      `2026-01-01T00:01:00Z | routes eu-west-1=PASSIVE | ${USER}/console | 192.0.2.1 | us-west-2`,
      '',
    ]);
  });

  test('merges two submits of one caller within ten seconds', async () => {
    const fixture = await createHistoryFixture();
    await changeInConsole(fixture, { 'media-eu': 0 }, 'us-east-1');
    fixture.clock.advance(9 * SECOND);
    await changeInConsole(fixture, { 'media-eu': 0 }, 'eu-west-1');
    fixture.clock.advance(11 * SECOND);
    await changeInConsole(fixture, { 'media-eu': 0 }, 'us-west-2');
    fixture.clock.advance(SECOND);
    const { history } = await readHistory(fixture);
    expect(history!.changes.map(({ through }) => through)).toEqual([['us-west-2'], ['eu-west-1', 'us-east-1']]);
  });

  test('keeps different changes of one caller, and equal changes of two callers, apart', async () => {
    const fixture = await createHistoryFixture();
    await changeInConsole(fixture, { 'media-eu': 0 });
    fixture.clock.advance(3 * SECOND);
    await changeInConsole(fixture, { 'media-eu': 100 });
    fixture.clock.advance(3 * SECOND);
    const input = {
      AccountId: ACCOUNT, Mrap: fixture.arn, RouteUpdates: [{ Bucket: 'media-eu', TrafficDialPercentage: 100 }],
    };
    await fixture.simulator.call('SubmitMultiRegionAccessPointRoutes', input, {
      accountId: ACCOUNT, region: 'us-west-2', caller: 'colleague',
    });
    const { history } = await readHistory(fixture);
    expect(history!.changes.map(({ caller, routes }) => [caller, routes])).toEqual([
      [`${USER}/colleague`, { 'eu-west-1': 100 }],
      [`${USER}/console`, { 'eu-west-1': 100 }],
      [`${USER}/console`, { 'eu-west-1': 0 }],
    ]);
  });

  test('omits refused calls, older changes and other access points', async () => {
    const fixture = await createHistoryFixture();
    await changeInConsole(fixture, { 'media-eu': 0 });
    fixture.clock.advance(2 * DAY);
    await changeInConsole(fixture, { 'media-eu': 0, 'media-us': 0, 'media-jp': 0 });
    await fixture.simulator.call('PutBucketReplication', { Bucket: 'other-bucket' }, {
      accountId: ACCOUNT, region: 'us-east-1', caller: 'console',
    });
    expect((await readHistory(fixture, '--since', '1d')).history!.changes).toEqual([]);
    expect((await readHistory(fixture, '--since', '3d')).history!.changes).toHaveLength(1);
    expect((await fixture.run('history', fixture.arn, '--since', '1d')).text).toContain('No recorded changes.');
  });

  test('prints Markdown', async () => {
    const fixture = await createHistoryFixture();
    await changeInConsole(fixture, { 'media-eu': 0 });
    fixture.clock.advance(MINUTE);
    const { text } = await fixture.run('history', fixture.arn, '--format', 'markdown', '--since', '1d');
    expect(text).toBe([
      `Changes of \`${fixture.arn}\`, 2025-12-31T00:02:00Z to 2026-01-01T00:02:00Z`,
      '',
      '| time | change | caller | from | through |',
      '| --- | --- | --- | --- | --- |',
      `| 2026-01-01T00:01:00Z | routes eu-west-1=PASSIVE | ${USER}/console | 192.0.2.1 | us-west-2 |`,
      '',
    ].join('\n'));
  });

  test('reads all pages', async () => {
    const fixture = await createHistoryFixture();
    for (let count = 0; count < 120; count += 1) {
      await changeInConsole(fixture, { 'media-eu': count % 2 === 0 ? 0 : 100 });
      fixture.clock.advance(MINUTE);
    }
    expect((await readHistory(fixture)).history!.changes).toHaveLength(120);
  });

  test('lists the Regions whose events are unknown, and exits with code 1', async () => {
    const fixture = await createHistoryFixture();
    await changeEverything(fixture);
    fixture.simulated.deaths = [(region) => region === 'us-west-2'];
    const { code, history } = await readHistory(fixture);
    expect(code).toBe(1);
    expect(history!.unread.map(({ what }) => what)).toEqual([
      'changes of the policy', 'changes of the routes in us-west-2',
    ]);
    expect(history!.changes.map(({ part }) => part)).toEqual(['replication']);
    expect((await fixture.run('history', fixture.arn)).text).toMatch(/changes of the routes in us-west-2\s+ETIMEDOUT/);
  });

  test.each([
    [5, 'CloudTrail does not answer', ({ simulated }: CommandFixture) => {
      simulated.deaths = [(_region, service) => service === 'cloudtrail'];
    }, 'CloudTrail returned no events: ap-northeast-1, ap-southeast-2, eu-west-1, us-east-1, us-west-2: ETIMEDOUT'],
    [1, 'IAM denies all lookups', ({ simulator }: CommandFixture) => {
      simulator.configure({ authorize: ({ action }) => action !== 'cloudtrail:LookupEvents' });
    }, '; allow cloudtrail:LookupEvents for your role'],
  ])('exits with code %d if %s', async (expected, _, prepare, message) => {
    const fixture = await createHistoryFixture();
    prepare(fixture);
    const { code, text, errors } = await fixture.run('history', fixture.arn);
    expect({ code, text }).toEqual({ code: expected, text: '' });
    expect(errors).toContain(message);
  });

  test.each<[string, (page: number) => string]>([
    ['repeats a token', () => 'x'], ['returns a token with every page', (page) => `token ${page}`],
  ])('prints the changes that it read, and exits with code 1 if CloudTrail %s', async (_title, makeToken) => {
    const fixture = await createHistoryFixture();
    await changeEverything(fixture);
    const { aws } = fixture.simulated;
    const call = aws.call.bind(aws);
    let page = 0;
    Object.assign(aws, {
      call: async (...[region, operation, input]: Parameters<typeof call>) => {
        const output = await call(region, operation, input);
        page += 1;
        return operation === 'LookupEvents' ? { ...output, NextToken: makeToken(page) } : output;
      },
    });
    const { code, history } = await readHistory(fixture);
    expect(code).toBe(1);
    expect(history!.changes.map(({ part }) => part)).toContain('routes');
    expect(history!.unread).toContainEqual({
      what: 'changes of the routes in us-west-2', why: expect.stringMatching(/; choose a shorter --since$/),
    });
  });
});
