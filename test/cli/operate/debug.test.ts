import { createCommandFixture } from './support';

describe('CallTrace', () => {
  test('prints each call with its Region, result and duration', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [(region, service) => service === 's3-control' && region === 'eu-west-1'];
    const { errors } = await fixture.run('status', fixture.arn, '--debug');
    expect(errors).toContain('debug: us-east-1 GetMultiRegionAccessPointRoutes succeeded after 0 ms\n');
    expect(errors).toContain(
      'debug: eu-west-1 GetMultiRegionAccessPointRoutes failed: ETIMEDOUT (no answer within 5000 ms) after 5000 ms\n',
    );
  });

  test('prints JSON lines with --json', async () => {
    const fixture = await createCommandFixture();
    const { errors } = await fixture.run('status', fixture.arn, '--debug', '--json');
    const lines = errors.trim().split('\n').map((line) => JSON.parse(line) as { note: { message: string } });
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.every(({ note }) => note.message.startsWith('debug: '))).toBe(true);
  });

  test('prints nothing without --debug', async () => {
    const fixture = await createCommandFixture();
    expect((await fixture.run('status', fixture.arn)).errors).toBe('');
  });
});
