import { Agent } from 'node:http';
import { type LookupFunction } from 'node:net';
import { GetBucketLocationCommand, S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { firstCalls, hang, listen, type Listening, reset } from '../../../simulator';
import { ACCOUNT, Bench } from '../support';
import { credentials, send } from './support';

const LIST = 'ListMultiRegionAccessPoints';

/** What entries in the hosts file would do: every name is the loopback address. */
const lookup: LookupFunction = (_hostname, { all }, done) => {
  if (all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

/** As they were before anything listened. */
const GLOBALS = [globalThis.Request, globalThis.Response];

let bench: Bench;
let server: Listening;
const clients: { destroy(): void }[] = [];

function keep<T extends { destroy(): void }>(client: T): T {
  clients.push(client);
  return client;
}

function controlClient(handler = new NodeHttpHandler(), maxAttempts = 1): S3ControlClient {
  return keep(new S3ControlClient({
    region: 'us-west-2', credentials, maxAttempts, requestHandler: handler, endpointProvider: () => ({ url: new URL(server.url) }),
  }));
}

beforeEach(async () => {
  bench = new Bench();
  server = await listen(bench.simulator);
});
afterEach(async () => {
  clients.splice(0).forEach((client) => client.destroy());
  await server.close();
});

test('listens on the loopback interface only, on any free port or on the given one', async () => {
  expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
  await expect(listen(bench.simulator, { port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  const other = await listen(bench.simulator);
  await other.close();
  const again = await listen(bench.simulator, { port: other.port });
  expect(again.port).toBe(other.port);
  await again.close();
});

test('leaves the globals alone', () => {
  expect([globalThis.Request, globalThis.Response]).toEqual(GLOBALS);
});

describe('host names that carry something', () => {
  const handler = () => new NodeHttpHandler({ httpAgent: new Agent({ lookup }) });

  test('the account, as S3 Control\'s endpoint rules have it', async () => {
    const client = keep(new S3ControlClient({
      region: 'us-west-2', credentials, maxAttempts: 1, requestHandler: handler(), endpoint: `http://localhost:${server.port}`,
    }));
    await expect(send(client, LIST, { AccountId: ACCOUNT })).resolves.toEqual({ AccessPoints: [] });
  });

  test('the bucket', async () => {
    const client = keep(new S3Client({
      region: 'eu-west-1', credentials, maxAttempts: 1, requestHandler: handler(), endpoint: `http://localhost:${server.port}`,
    }));
    await expect(client.send(new GetBucketLocationCommand({ Bucket: 'media-eu' }))).resolves.toMatchObject({ LocationConstraint: 'eu-west-1' });
    expect(bench.simulator.journal.last()?.input).toEqual({ Bucket: 'media-eu' });
  });
});

test('a reset connection is a reset connection, and survived by the SDK\'s retry', async () => {
  bench.simulator.faults.add(firstCalls(2, reset()));
  await expect(send(controlClient(), LIST, { AccountId: ACCOUNT })).rejects.toThrow('ECONNRESET');
  await expect(send(controlClient(undefined, 2), LIST, { AccountId: ACCOUNT })).resolves.toEqual({ AccessPoints: [] });
  expect(bench.simulator.journal.entries.map(({ outcome }) => outcome.kind)).toEqual(['reset', 'reset', 'output']);
});

test('a hanging call hangs until the client gives up', async () => {
  bench.simulator.faults.add(firstCalls(1, hang()));
  const client = controlClient(new NodeHttpHandler({ requestTimeout: 50, throwOnRequestTimeout: true }));
  await expect(send(client, LIST, { AccountId: ACCOUNT })).rejects.toThrow(/timeout|50 ms/i);
  await expect(send(client, LIST, { AccountId: ACCOUNT })).resolves.toEqual({ AccessPoints: [] });
});

test('closing ends what hangs', async () => {
  bench.simulator.faults.add(firstCalls(1, hang()));
  const hanging = send(controlClient(), LIST, { AccountId: ACCOUNT });
  const failed = expect(hanging).rejects.toThrow();
  while (bench.simulator.journal.count() === 0) await new Promise(setImmediate);
  await server.close();
  await failed;
  server = await listen(bench.simulator);
});
