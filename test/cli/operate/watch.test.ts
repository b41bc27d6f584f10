import { createAccessPoint } from '../../../control/access-points';
import { faultAlways, serviceFault } from '../../../simulator';
import { BLOCK } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';
import { directS3 } from '../../support/simulated-s3';
import { createCommandFixture } from './support';

const MINUTE = 60_000;

describe('cdk-s3-mrap watch', () => {
  async function creating(name = 'videos') {
    const fixture = await createCommandFixture();
    const token = await createAccessPoint(
      directS3(fixture.simulator),
      ACCOUNT,
      { name, members: [{ bucket: 'media-eu' }, { bucket: 'media-us' }], block: BLOCK },
      'again',
    );
    return { fixture, token };
  }

  test('follows an operation to its end', async () => {
    const { fixture, token } = await creating();
    const { code, text } = await fixture.run('watch', token);
    expect(code).toBe(0);
    expect(text).toMatch(/^0 s {2}INPROGRESS.*\n6 s {2}SUCCEEDED, .*eu-west-1 SUCCEEDED/s);
  });

  test('prints the reason of a failed operation', async () => {
    const { fixture, token } = await creating('media');
    const { code, errors } = await fixture.run('watch', token, '--json');
    expect(code).toBe(1);
    expect(errors).toContain('MultiRegionAccessPointAlreadyOwnedByYou');
  });

  test('retries and prints a line while us-west-2 does not answer', async () => {
    const { fixture, token } = await creating();
    const until = fixture.clock.now() + MINUTE;
    fixture.simulated.deaths = [() => fixture.clock.now() < until];
    const { code, errors } = await fixture.run('watch', token);
    expect(code).toBe(0);
    expect(errors).toContain('us-west-2 does not answer: ETIMEDOUT');
  });

  test('exits with code 5 within five seconds if the endpoint does not implement the operation', async () => {
    const { fixture, token } = await creating();
    fixture.simulator.faults.add(faultAlways(serviceFault('NotImplemented', 501)));
    const startedAt = fixture.clock.now();
    const { code, errors } = await fixture.run('watch', token);
    expect(code).toBe(5);
    expect(errors.trim().split('\n').at(-1)).toContain('HTTP 501 NotImplemented');
    expect(fixture.clock.now() - startedAt).toBeLessThanOrEqual(5_000);
  });

  test.each([
    ['AccessDenied', 1, 'allow DescribeMultiRegionAccessPointOperation for your role'],
    ['ExpiredToken', 5, 'log in again'],
  ])('ends at once after %s', async (error, expected, advice) => {
    const { fixture, token } = await creating();
    fixture.simulator.faults.add(faultAlways(serviceFault(error, 403)));
    const startedAt = fixture.clock.now();
    const { code, errors } = await fixture.run('watch', token);
    expect({ code, tookMs: fixture.clock.now() - startedAt }).toEqual({ code: expected, tookMs: 0 });
    expect(errors).toContain(advice);
    expect(errors).not.toContain('retrying');
  });

  test('exits with code 5 after the timeout', async () => {
    const { fixture, token } = await creating();
    fixture.simulated.deaths = [() => true];
    expect(await fixture.run('watch', token, '--timeout', '2m')).toMatchObject({
      code: 5,
      errors: expect.stringContaining('the operation did not end within 120 seconds'),
    });
  });

  test.each([
    ['token', 'is not a request token'],
    [`arn:aws:s3:us-west-2:${ACCOUNT}:async-request/mrap/create/none`, 'does not contain the request token'],
  ])('exits with code 2 and prints one line for %s', async (token, message) => {
    const { code, errors } = await (await createCommandFixture()).run('watch', token);
    expect({ code, lines: errors.trim().split('\n').length }).toEqual({ code: 2, lines: 1 });
    expect(errors).toContain(message);
  });
});
