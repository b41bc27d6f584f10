import { type SimulatorOptions } from '../../../simulator';
import { ACCOUNT, Bench, fail, Refused } from '../support';

const GET = 'GetMultiRegionAccessPointPolicy';
const STATUS = 'GetMultiRegionAccessPointPolicyStatus';
const PUT = 'PutMultiRegionAccessPointPolicy';

function policyFor(arn: string, principal: unknown = { AWS: ACCOUNT }): string {
  return JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: `${arn}/object/*` }] });
}

async function shown(bench: Bench): Promise<{ established?: string; proposed?: string }> {
  const { Policy } = await bench.ask(GET, { Name: 'media' });
  return { established: Policy.Established?.Policy, proposed: Policy.Proposed?.Policy };
}

async function outcome(bench: Bench, policy: string): Promise<string> {
  return bench.put(policy).then(async (token) => bench.ended(token), (error: Refused) => error.code);
}

test('a policy is proposed first and established in the end', async () => {
  const bench = new Bench({ policyLagMs: 1_000 });
  const arn = await bench.ready();
  expect(await bench.ask(GET, { Name: 'media' })).toEqual({ Policy: {} });
  const [one, two] = [policyFor(arn), policyFor(arn, { AWS: 'arn:aws:iam::123456789012:role/r' })];
  const token = await bench.put(one);
  expect(token).toContain('async-request/mrap/put-policy/');
  expect(await shown(bench)).toEqual({ proposed: one });
  bench.clock.advance(3_000);
  expect((await bench.describe(token)).RequestStatus).toBe('SUCCEEDED');
  expect(await shown(bench)).toEqual({ proposed: one });
  bench.clock.advance(1_000);
  expect(await shown(bench)).toEqual({ established: one, proposed: one });
  await bench.put(two);
  expect(await shown(bench)).toEqual({ established: one, proposed: two });
  bench.clock.advance(4_000);
  expect(await shown(bench)).toEqual({ established: two, proposed: two });
});

test('policies are established in order, whatever the lag', async () => {
  const bench = new Bench({ policyLagMs: 60_000 });
  const arn = await bench.ready();
  const [one, two] = [policyFor(arn), policyFor(arn, '*')];
  bench.simulator.configure({ publicPolicies: 'accepted' });
  await bench.put(one);
  bench.clock.advance(3_000);
  bench.simulator.configure({ policyLagMs: 0 });
  await bench.put(two);
  bench.clock.advance(59_999);
  expect(await shown(bench)).toEqual({ proposed: two });
  bench.clock.advance(1);
  expect(await shown(bench)).toEqual({ established: two, proposed: two });
});

test('policy status is about the established policy', async () => {
  const bench = new Bench({ publicPolicies: 'accepted' });
  const arn = await bench.ready();
  const status = async () => (await bench.ask(STATUS, { Name: 'media' })).Established.IsPublic;
  expect(await status()).toBe(false);
  await bench.put(policyFor(arn, '*'));
  expect(await status()).toBe(false);
  bench.clock.advance(3_000);
  expect(await status()).toBe(true);
});

test('no policy may be an error', async () => {
  const bench = new Bench({ noPolicy: 'error' });
  const arn = await bench.ready();
  const none = new Refused('NoSuchMultiRegionAccessPointPolicy', 404);
  await expect(bench.ask(GET, { Name: 'media' })).rejects.toEqual(none);
  await expect(bench.ask(STATUS, { Name: 'media' })).rejects.toEqual(none);
  await bench.put(policyFor(arn));
  await expect(bench.ask(GET, { Name: 'media' })).resolves.toHaveProperty('Policy.Proposed');
});

test.each([['discarded'], ['stays']] as const)('the proposal of a put that failed: %s', async (failedPolicy) => {
  const bench = new Bench({ failedPolicy });
  const arn = await bench.ready();
  const [good, bad] = [policyFor(arn), policyFor(arn, { AWS: 'nobody' })];
  await bench.ended(await bench.put(good));
  bench.simulator.configure(fail('InternalErrors'));
  expect(await outcome(bench, bad)).toBe('InternalErrors');
  expect(await shown(bench)).toEqual({ established: good, proposed: failedPolicy === 'stays' ? bad : good });
});

describe('what is wrong with a policy is said', () => {
  const cases: [string, (arn: string) => string, string, SimulatorOptions?][] = [
    ['not JSON', () => 'deny all', 'MalformedPolicy'],
    ['too long', (arn) => policyFor(arn), 'MalformedPolicy', { maxPolicyBytes: 10 }],
    ['about something else', () => policyFor('arn:aws:s3:::media-us'), 'MalformedPolicy'],
    ['public', (arn) => policyFor(arn, '*'), 'AccessDenied'],
    ['a principal nobody knows', (arn) => policyFor(arn), 'MalformedPolicy', { principalExists: () => false }],
  ];

  test.each(cases)('in the end: %s', async (_name, policy, code, options = {}) => {
    const bench = new Bench(options);
    expect(await outcome(bench, policy(await bench.ready()))).toBe(code);
  });

  test.each(cases)('at once, when so told: %s', async (_name, policy, code, options = {}) => {
    const bench = new Bench({ policyChecks: 'synchronous', ...options });
    await expect(bench.put(policy(await bench.ready()))).rejects.toMatchObject({ code, status: code === 'AccessDenied' ? 403 : 400 });
    expect(await shown(bench)).toEqual({});
  });

  test('a foreign resource can be let pass', async () => {
    const bench = new Bench({ policyResources: 'ignored' });
    await bench.ready();
    expect(await outcome(bench, policyFor('arn:aws:s3:::media-us'))).toBe('SUCCEEDED');
  });
});

test('a principal becomes known with time', async () => {
  const asked: string[] = [];
  const bench = new Bench();
  const known = bench.clock.now() + 120_000;
  bench.simulator.configure({
    principalExists: (principal, now) => {
      asked.push(principal);
      return now >= known;
    },
  });
  const policy = policyFor(await bench.ready(), { AWS: 'arn:aws:iam::123456789012:role/new', Service: 'cloudfront.amazonaws.com' });
  expect(await outcome(bench, policy)).toBe('MalformedPolicy');
  expect(await outcome(bench, policy)).toBe('SUCCEEDED');
  expect(asked).toEqual(['arn:aws:iam::123456789012:role/new', 'arn:aws:iam::123456789012:role/new']);
});

describe('only what is there and complete gets a policy', () => {
  test('missing', async () => {
    const bench = new Bench();
    expect(await outcome(bench, '{}')).toBe('NoSuchMultiRegionAccessPoint');
    bench.simulator.configure({ missingAccessPoint: 'asynchronous' });
    expect(await outcome(bench, '{}')).toBe('NoSuchMultiRegionAccessPoint');
  });

  test.each<[SimulatorOptions, string]>([
    [{}, 'OperationAborted'], [{ conflict: 'asynchronous' }, 'MultiRegionAccessPointNotReady'],
  ])('CREATING, %j', async (options, code) => {
    const bench = new Bench(options);
    await bench.create();
    expect(await outcome(bench, '{}')).toBe(code);
  });

  test.each(['PARTIALLY_CREATED', 'PARTIALLY_DELETED'] as const)('%s', async (status) => {
    const bench = new Bench();
    await bench.ready();
    bench.simulator.setStatus(ACCOUNT, 'media', status);
    expect(await outcome(bench, '{}')).toBe('MultiRegionAccessPointNotReady');
    expect(await shown(bench)).toEqual({});
  });

  test.each([[{}], [{ Details: {} }], [{ Details: { Name: 'media' } }]])('%j is malformed', async (input) => {
    await expect(new Bench().ask(PUT, { ClientToken: 'x', ...input })).rejects.toEqual(new Refused('MalformedXML', 400));
  });
});
