import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect, type TLSSocket } from 'node:tls';
import { createProgram } from '../../../cli/program';
import { TEST_CONTEXT } from '../support';

/** Runs `simulate` with a command that is a function. */
async function simulateFor(
  options: readonly string[], program: (environment: NodeJS.ProcessEnv) => Promise<number>,
  given: NodeJS.ProcessEnv = {},
) {
  let code: number | undefined;
  const args = ['simulate', '--members', 'eu-west-1', '--port', '0', ...options, '--', 'program'];
  await createProgram({
    ...TEST_CONTEXT,
    arguments: args,
    environment: { ...TEST_CONTEXT.environment, ...given },
    exit: (exitCode) => { code = exitCode; },
    runProgram: (_, environment) => program(environment),
  }).parseAsync(args, { from: 'user' });
  return code;
}

/** Sends a request without a signature to a host of AWS through the proxy, and returns the first line of the answer. */
async function callThroughProxy({ HTTPS_PROXY: proxy, AWS_CA_BUNDLE: bundle }: NodeJS.ProcessEnv, host: string) {
  return new Promise<string>((resolve, reject) => {
    const { hostname, port } = new URL(proxy!);
    request({ hostname, port, method: 'CONNECT', path: `${host}:443` }).on('connect', ({ statusCode }, socket) => {
      if (statusCode !== 200) return resolve(`proxy: ${statusCode}`);
      const secure: TLSSocket = connect({ socket, servername: host, ca: readFileSync(bundle!) });
      secure.on('error', reject).once('data', (data: Buffer) => {
        secure.destroy();
        resolve(data.toString().split('\r\n')[0]);
      });
      secure.write(`GET /film HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    }).on('error', reject).end();
  });
}

describe('cdk-s3-mrap simulate', () => {
  test('refuses members in a Region that does not support access points', async () => {
    const errors: string[] = [];
    let code: number | undefined;
    const args = ['simulate', '--members', 'eu-west-1,us-north-7', '--', 'program'];
    await createProgram({
      ...TEST_CONTEXT,
      arguments: args,
      errors: { write: (text) => errors.push(text) },
      exit: (given) => { code = given; },
    }).parseAsync(args, { from: 'user' });
    expect(code).toBe(2);
    expect(errors.join('')).toMatch(/^\[MRAP204\].*us-north-7/);
  });

  test('sets no proxy without --proxy', async () => {
    const code = await simulateFor([], (environment) => Promise.resolve('HTTPS_PROXY' in environment ? 1 : 7));
    expect(code).toBe(7);
  });

  test('makes a client with the endpoint of the simulator use the proxy for access points', async () => {
    const former = { NO_PROXY: '127.0.0.1', HTTP_PROXY: 'http://proxy.test', ALL_PROXY: 'http://proxy.test' };
    const code = await simulateFor(['--proxy'], async (environment) => {
      expect(environment.AWS_ENDPOINT_URL_S3).toMatch(/^http:\/\/127\.0\.0\.1:/);
      // botocore uses no proxy at all if NO_PROXY contains the host of its endpoint.
      expect([environment.NO_PROXY, environment.no_proxy]).toEqual(['', '']);
      expect([environment.HTTP_PROXY, environment.ALL_PROXY]).toEqual([undefined, undefined]);
      return Promise.resolve(7);
    }, former);
    expect(code).toBe(7);
  });

  test('connects hosts of AWS to the simulator with --proxy, and removes the certificates at the end', async () => {
    let files: string[] = [];
    const code = await simulateFor(['--proxy'], async (environment) => {
      files = [environment.AWS_CA_BUNDLE!, environment.NODE_EXTRA_CA_CERTS!];
      expect(files.every((file) => existsSync(file))).toBe(true);
      const bucket = 'members-eu-west-1.s3.eu-west-1.amazonaws.com';
      expect(await callThroughProxy(environment, bucket)).toMatch(/^HTTP\/1.1 403/);
      expect(await callThroughProxy(environment, 'dynamodb.eu-west-1.amazonaws.com')).toBe('proxy: 403');
      expect(await callThroughProxy(environment, 'example.com')).toBe('proxy: 403');
      return 5;
    });
    expect(code).toBe(5);
    expect(files.some((file) => existsSync(file))).toBe(false);
  });
});
