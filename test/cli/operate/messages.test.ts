import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Drift } from '../../../cli/drift/drift';
import { connectToAws } from '../../../cli/operate/connect';
import { renderDrift, renderReadiness } from '../../../cli/operate/render-status';
import { createProgram } from '../../../cli/program';
import { connectionResetFault } from '../../../simulator';
import { TEST_CONTEXT } from '../support';
import { CONTROL_REGIONS, createCommandFixture } from './support';

const ARN = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';
const ALL = [...CONTROL_REGIONS].sort().join(', ');

interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

/** Runs `failover` against an endpoint that gives the same answer to every request. */
async function failOverAgainst({ status, type, body }: HttpAnswer) {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(body);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  const environment = { AWS_ENDPOINT_URL_S3_CONTROL: `http://127.0.0.1:${port}` };
  process.env.AWS_ACCESS_KEY_ID ??= 'key';
  process.env.AWS_SECRET_ACCESS_KEY ??= 'secret';
  let code: number | undefined;
  const errors: string[] = [];
  const startedAt = Date.now();
  try {
    await createProgram({
      ...TEST_CONTEXT,
      errors: { write: (text) => errors.push(text) },
      exit: (given) => { code = given; },
      connect: () => Promise.resolve(connectToAws(environment, () => {})),
    }).parseAsync(['failover', ARN, '--to', 'us-east-1', '--yes'], { from: 'user' });
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return { code, errors: errors.join(''), tookMs: Date.now() - startedAt };
}

const xmlError = (code: string) =>
  `<?xml version="1.0"?><ErrorResponse><Error><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;

describe('cdk-s3-mrap failover', () => {
  test.each<[string, HttpAnswer, number, string]>([
    [
      'the login page of a network',
      { status: 403, type: 'text/html', body: `<html><body>captive\nportal${'.'.repeat(100)}` },
      5,
      `no control Region answered: ${ALL}: the answer is not from S3 (status 403, `
      + `"<html><body>captive portal${'.'.repeat(54)}"); verify the network, the proxy and AWS_ENDPOINT_URL\n`,
    ],
    [
      'an operation that the endpoint does not implement',
      { status: 501, type: 'application/xml', body: xmlError('NotImplemented') },
      5,
      `no control Region answered: ${ALL}: HTTP 501 NotImplemented (no); verify the endpoint: `
      + 'it does not implement the operation\n',
    ],
    [
      'an access point with one Region',
      { status: 405, type: 'application/xml', body: xmlError('MethodNotAllowed') },
      1,
      `all control Regions refused the call: ${ALL}: HTTP 405 MethodNotAllowed (no); `
      + 'an access point with one Region has no routes and cannot fail over\n',
    ],
    [
      'expired credentials',
      { status: 400, type: 'application/xml', body: xmlError('ExpiredToken') },
      5,
      `no control Region accepted the credentials: ${ALL}: HTTP 400 ExpiredToken (no); `
      + 'log in again, or choose other credentials with --profile\n',
    ],
  ])('ends within five seconds and prints one line for %s', async (_, answer, code, message) => {
    const result = await failOverAgainst(answer);
    expect(result).toMatchObject({ code, errors: message });
    expect(result.tookMs).toBeLessThan(6_000);
  }, 20_000);

  test('names the method of a submit that the endpoint refuses with 405', async () => {
    const fixture = await createCommandFixture();
    const { call } = fixture.simulated.aws;
    const failure = Object.assign(new Error('no'), {
      name: 'MethodNotAllowed', Code: 'MethodNotAllowed', $metadata: { httpStatusCode: 405 },
    });
    const refuseSubmits: typeof call = (region, operation, input) =>
      (operation === 'SubmitMultiRegionAccessPointRoutes' ? Promise.reject(failure) : call(region, operation, input));
    Object.assign(fixture.simulated.aws, { call: refuseSubmits });
    const { code, errors } = await fixture.run('failover', fixture.arn, '--to', 'us-east-1', '--yes');
    expect(code).toBe(1);
    expect(errors).toMatch(/MethodNotAllowed \(no\); verify that the endpoint and the proxy accept .* PATCH\n$/);
  });

  test('prints how long the command continues while no control Region confirms the change', async () => {
    const fixture = await createCommandFixture();
    fixture.simulator.faults.add(({ operation }) =>
      (operation === 'SubmitMultiRegionAccessPointRoutes' ? connectionResetFault() : undefined));
    const { code, errors } = await fixture.run('failover', fixture.arn, '--to', 'us-east-1', '--yes');
    expect(code).toBe(5);
    const notes = errors.split('\n').filter((line) => line.startsWith('no control Region confirmed'));
    expect(notes).toEqual([
      'no control Region confirmed the change, which is submitted again until 2026-01-01T00:02:05.000Z; Ctrl-C ends '
      + 'the command and does not undo the change',
      expect.stringMatching(/^no control Region confirmed the change, and the routes are read until 2026-01-01T00:04:/),
    ]);
  });

  test('prints the failures that control Regions have in common once', async () => {
    const fixture = await createCommandFixture();
    fixture.simulated.deaths = [(_region, service) => service === 's3-control'];
    const { text } = await fixture.run('status', fixture.arn);
    expect(text.match(/ETIMEDOUT \(no answer within 5000 ms\)/g)).toHaveLength(2);
    expect(text).toMatch(/us-west-2\s+no: as ap-northeast-1/);
  });

  test('escapes control characters from AWS in a report with colours', () => {
    const text = renderReadiness({ ready: false, members: [], reason: 'red \u001b[31m\nline' }, true);
    expect(text.endsWith(': red \\u001b[31m\\nline\n')).toBe(true);
    const drift: Drift = { what: 'policy', subject: 'a\u001b[2J', declared: 'b\n', live: 'c' };
    expect(renderDrift([drift])).toBe('drift of policy, a\\u001b[2J\n  declared  b\\n\n  live      c\n');
  });

  test('escapes control characters from AWS', async () => {
    const fixture = await createCommandFixture();
    const failure = Object.assign(new Error('red \u001b[31m and\nanother line'), {
      name: 'AccessDenied', Code: 'AccessDenied', $metadata: { httpStatusCode: 403 },
    });
    Object.assign(fixture.simulated.aws, { call: () => Promise.reject(failure) });
    const { errors } = await fixture.run('failover', fixture.arn, '--to', 'us-east-1', '--yes');
    expect(errors).toContain('HTTP 403 AccessDenied (red \\u001b[31m and another line); allow s3:GetMultiRegion');
    expect(errors.trim().split('\n')).toHaveLength(1);
  });
});
