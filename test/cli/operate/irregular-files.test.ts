import { createCommandFixture, findSubmits } from './support';

describe('cdk-s3-mrap', () => {
  test.each([
    ['failover', ['--apply', '/dev/null'], 'MRAP962', 'it is a device'],
    ['failover', ['$ARN', '--to', 'us-east-1', '--yes', '--record', '/dev/null'], 'MRAP963', 'already exists'],
    ['failover', ['$ARN', '--to', 'us-east-1', '--plan', '/dev/null'], 'MRAP963', 'file already exists'],
    ['failback', ['--record', '/dev/null'], 'MRAP962', 'it is a device'],
    ['drill', ['$ARN', '--no-canary', '--report', '/dev/null'], 'MRAP963', 'it is a device'],
  ])('refuses a device as a file of %s %j', async (command, args, id, problem) => {
    const fixture = await createCommandFixture();
    const { code, errors } = await fixture.run(command, ...args.map((arg) => (arg === '$ARN' ? fixture.arn : arg)));
    expect(code).toBe(2);
    expect(errors).toContain(`[${id}]`);
    expect(errors).toContain(problem);
    expect(findSubmits(fixture)).toEqual([]);
  });
});
