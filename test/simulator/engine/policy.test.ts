import { type SimulatorOptions } from '../../../simulator';
import { ACCOUNT, Bench, fail, RefusedError } from '../support';

const GET = 'GetMultiRegionAccessPointPolicy';
const STATUS = 'GetMultiRegionAccessPointPolicyStatus';
const PUT = 'PutMultiRegionAccessPointPolicy';

function policyFor(arn: string, principal: unknown = { AWS: ACCOUNT }): string {
  return JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 's3:GetObject', Resource: `${arn}/object/*` }],
  });
}

async function readPolicies(bench: Bench): Promise<{ established?: string; proposed?: string }> {
  const { Policy } = await bench.call(GET, { Name: 'media' });
  return { established: Policy.Established?.Policy, proposed: Policy.Proposed?.Policy };
}

async function putAndWait(bench: Bench, policy: string): Promise<string> {
  return bench.put(policy).then(async (token) => bench.ended(token), (error: RefusedError) => error.code);
}

describe('putPolicy', () => {
  test('proposes a policy first and establishes it when the operation ends', async () => {
    const bench = new Bench({ policyLagMs: 1_000 });
    const arn = await bench.ready();
    expect(await bench.call(GET, { Name: 'media' })).toEqual({ Policy: {} });
    const [one, two] = [policyFor(arn), policyFor(arn, { AWS: 'arn:aws:iam::123456789012:role/r' })];
    const token = await bench.put(one);
    expect(token).toContain('async-request/mrap/put-policy/');
    expect(await readPolicies(bench)).toEqual({ proposed: one });
    bench.clock.advance(3_000);
    expect((await bench.describe(token)).RequestStatus).toBe('SUCCEEDED');
    expect(await readPolicies(bench)).toEqual({ proposed: one });
    bench.clock.advance(1_000);
    expect(await readPolicies(bench)).toEqual({ established: one, proposed: one });
    await bench.put(two);
    expect(await readPolicies(bench)).toEqual({ established: one, proposed: two });
    bench.clock.advance(4_000);
    expect(await readPolicies(bench)).toEqual({ established: two, proposed: two });
  });

  test('establishes policies in order with any lag', async () => {
    const bench = new Bench({ policyLagMs: 60_000 });
    const arn = await bench.ready();
    const [one, two] = [policyFor(arn), policyFor(arn, '*')];
    bench.simulator.configure({ publicPolicies: 'accepted' });
    await bench.put(one);
    bench.clock.advance(3_000);
    bench.simulator.configure({ policyLagMs: 0 });
    await bench.put(two);
    bench.clock.advance(59_999);
    expect(await readPolicies(bench)).toEqual({ proposed: two });
    bench.clock.advance(1);
    expect(await readPolicies(bench)).toEqual({ established: two, proposed: two });
  });
});

describe('getPolicyStatusHandler', () => {
  test('returns the status of the established policy', async () => {
    const bench = new Bench({ publicPolicies: 'accepted' });
    const arn = await bench.ready();
    const status = async () => (await bench.call(STATUS, { Name: 'media' })).Established.IsPublic;
    expect(await status()).toBe(false);
    await bench.put(policyFor(arn, '*'));
    expect(await status()).toBe(false);
    bench.clock.advance(3_000);
    expect(await status()).toBe(true);
  });
});

describe('getPolicy', () => {
  test('fails without a policy if the settings say so', async () => {
    const bench = new Bench({ noPolicy: 'error' });
    const arn = await bench.ready();
    const none = new RefusedError('NoSuchMultiRegionAccessPointPolicy', 404);
    await expect(bench.call(GET, { Name: 'media' })).rejects.toEqual(none);
    await expect(bench.call(STATUS, { Name: 'media' })).rejects.toEqual(none);
    await bench.put(policyFor(arn));
    await expect(bench.call(GET, { Name: 'media' })).resolves.toHaveProperty('Policy.Proposed');
  });
});

describe('putPolicy', () => {
  test.each([['discarded'], ['stays']] as const)(
    'applies the setting for the proposal of a failed put: %s',
    async (failedPolicy) => {
      const bench = new Bench({ failedPolicy });
      const arn = await bench.ready();
      const [good, bad] = [policyFor(arn), policyFor(arn, { AWS: 'nobody' })];
      await bench.ended(await bench.put(good));
      bench.simulator.configure(fail('InternalErrors'));
      expect(await putAndWait(bench, bad)).toBe('InternalErrors');
      expect(await readPolicies(bench)).toEqual({ established: good, proposed: failedPolicy === 'stays' ? bad : good });
    },
  );

  test('omits the established proposal if the settings say so', async () => {
    const bench = new Bench({ establishedProposal: 'omitted' });
    const arn = await bench.ready();
    const [first, second] = [policyFor(arn), policyFor(arn, { AWS: 'arn:aws:iam::123456789012:root' })];
    await bench.ended(await bench.put(first));
    expect(await readPolicies(bench)).toEqual({ established: first, proposed: undefined });
    await bench.put(second);
    expect(await readPolicies(bench)).toEqual({ established: first, proposed: second });
  });

  describe('with an invalid policy', () => {
    const cases: [string, (arn: string) => string, string, SimulatorOptions?][] = [
      ['invalid JSON', () => 'deny all', 'MalformedPolicy'],
      ['a policy that is too long', (arn) => policyFor(arn), 'MalformedPolicy', { maxPolicyBytes: 10 }],
      ['another resource', () => policyFor('arn:aws:s3:::media-us'), 'MalformedPolicy'],
      ['a public policy', (arn) => policyFor(arn, '*'), 'AccessDenied'],
      ['an unknown principal', (arn) => policyFor(arn), 'MalformedPolicy', { principalExists: () => false }],
    ];

    test.each(cases)('fails when the operation ends: %s', async (_name, policy, code, options = {}) => {
      const bench = new Bench(options);
      expect(await putAndWait(bench, policy(await bench.ready()))).toBe(code);
    });

    test.each(cases)('fails at once if the settings say so: %s', async (_name, policy, code, options = {}) => {
      const bench = new Bench({ policyChecks: 'synchronous', ...options });
      await expect(bench.put(policy(await bench.ready()))).rejects.toMatchObject({
        code,
        status: code === 'AccessDenied' ? 403 : 400,
      });
      expect(await readPolicies(bench)).toEqual({});
    });

    test('accepts a foreign resource if the settings say so', async () => {
      const bench = new Bench({ policyResources: 'ignored' });
      await bench.ready();
      expect(await putAndWait(bench, policyFor('arn:aws:s3:::media-us'))).toBe('SUCCEEDED');
    });
  });

  test('succeeds after the principal exists', async () => {
    const asked: string[] = [];
    const bench = new Bench();
    const known = bench.clock.now() + 120_000;
    bench.simulator.configure({
      principalExists: (principal, now) => {
        asked.push(principal);
        return now >= known;
      },
    });
    const policy = policyFor(await bench.ready(), {
      AWS: 'arn:aws:iam::123456789012:role/new',
      Service: 'cloudfront.amazonaws.com',
    });
    expect(await putAndWait(bench, policy)).toBe('MalformedPolicy');
    expect(await putAndWait(bench, policy)).toBe('SUCCEEDED');
    expect(asked).toEqual(['arn:aws:iam::123456789012:role/new', 'arn:aws:iam::123456789012:role/new']);
  });

  describe('without a complete access point', () => {
    test('refuses a missing access point', async () => {
      const bench = new Bench();
      expect(await putAndWait(bench, '{}')).toBe('NoSuchMultiRegionAccessPoint');
      bench.simulator.configure({ missingAccessPoint: 'asynchronous' });
      expect(await putAndWait(bench, '{}')).toBe('NoSuchMultiRegionAccessPoint');
    });

    test.each<[SimulatorOptions, string]>([
      [{}, 'OperationAborted'], [{ conflict: 'asynchronous' }, 'MultiRegionAccessPointNotReady'],
    ])('refuses an access point that is CREATING, with %j', async (options, code) => {
      const bench = new Bench(options);
      await bench.create();
      expect(await putAndWait(bench, '{}')).toBe(code);
    });

    test.each(['PARTIALLY_CREATED', 'PARTIALLY_DELETED'] as const)(
      'refuses an access point that is %s',
      async (status) => {
        const bench = new Bench();
        await bench.ready();
        bench.simulator.setStatus(ACCOUNT, 'media', status);
        expect(await putAndWait(bench, '{}')).toBe('MultiRegionAccessPointNotReady');
        expect(await readPolicies(bench)).toEqual({});
      },
    );

    test.each([[{}], [{ Details: {} }], [{ Details: { Name: 'media' } }]])('refuses %j as malformed', async (input) => {
      await expect(new Bench().call(PUT, { ClientToken: 'x', ...input })).rejects.toEqual(
        new RefusedError('MalformedXML', 400),
      );
    });
  });
});
