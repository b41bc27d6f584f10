import { Agent } from 'node:http';
import { type LookupFunction } from 'node:net';
import { GetBucketLocationCommand, S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import {
  faultInFirstCalls, noAnswerFault, listenOnLoopback, type ListeningServer, connectionResetFault,
} from '../../../simulator';
import { ACCOUNT, Bench } from '../support';
import { credentials, send } from './support';

const LIST = 'ListMultiRegionAccessPoints';

/** Resolves every name to the loopback address, like entries in the hosts file. */
const lookup: LookupFunction = (_hostname, { all }, done) => {
  if (all === true) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

/** The globals before the server listens. */
const GLOBALS = [globalThis.Request, globalThis.Response];

let bench: Bench;
let server: ListeningServer;
const clients: { destroy(): void }[] = [];

function track<T extends { destroy(): void }>(client: T): T {
  clients.push(client);
  return client;
}

function controlClient(handler = new NodeHttpHandler(), maxAttempts = 1): S3ControlClient {
  return track(
    new S3ControlClient({
      region: 'us-west-2',
      credentials,
      maxAttempts,
      requestHandler: handler,
      endpointProvider: () => ({ url: new URL(server.url) }),
    }),
  );
}

beforeEach(async () => {
  bench = new Bench();
  server = await listenOnLoopback(bench.simulator);
});
afterEach(async () => {
  clients.splice(0).forEach((client) => client.destroy());
  await server.close();
});

describe('listenOnLoopback', () => {
  test('accepts connections on the loopback interface, on a free port or on the given port', async () => {
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    await expect(listenOnLoopback(bench.simulator, { port: server.port })).rejects
      .toMatchObject({ code: 'EADDRINUSE' });
    const other = await listenOnLoopback(bench.simulator);
    await other.close();
    const again = await listenOnLoopback(bench.simulator, { port: other.port });
    expect(again.port).toBe(other.port);
    await again.close();
  });

  test('keeps the global Request and Response', () => {
    expect([globalThis.Request, globalThis.Response]).toEqual(GLOBALS);
  });

  describe('with host names', () => {
    const handler = () => new NodeHttpHandler({ httpAgent: new Agent({ lookup }) });

    test('parses the account from the host name', async () => {
      const client = track(
        new S3ControlClient({
          region: 'us-west-2',
          credentials,
          maxAttempts: 1,
          requestHandler: handler(),
          endpoint: `http://localhost:${server.port}`,
        }),
      );
      await expect(send(client, LIST, { AccountId: ACCOUNT })).resolves.toEqual({ AccessPoints: [] });
    });

    test('parses the bucket from the host name', async () => {
      const client = track(
        new S3Client({
          region: 'eu-west-1',
          credentials,
          maxAttempts: 1,
          requestHandler: handler(),
          endpoint: `http://localhost:${server.port}`,
        }),
      );
      await expect(client.send(new GetBucketLocationCommand({ Bucket: 'media-eu' }))).resolves.toMatchObject({
        LocationConstraint: 'eu-west-1',
      });
      expect(bench.simulator.journal.last()?.input).toEqual({ Bucket: 'media-eu' });
    });
  });

  test('resets the connection, and the SDK retries', async () => {
    bench.simulator.faults.add(faultInFirstCalls(2, connectionResetFault()));
    await expect(send(controlClient(), LIST, { AccountId: ACCOUNT })).rejects.toThrow('ECONNRESET');
    await expect(send(controlClient(undefined, 2), LIST, { AccountId: ACCOUNT })).resolves.toEqual({
      AccessPoints: [],
    });
    expect(bench.simulator.journal.entries.map(({ outcome }) => outcome.kind)).toEqual(['reset', 'reset', 'output']);
  });

  test('leaves a hanging call open until the client times out', async () => {
    bench.simulator.faults.add(faultInFirstCalls(1, noAnswerFault()));
    const client = controlClient(new NodeHttpHandler({ requestTimeout: 50, throwOnRequestTimeout: true }));
    await expect(send(client, LIST, { AccountId: ACCOUNT })).rejects.toThrow(/timeout|50 ms/i);
    await expect(send(client, LIST, { AccountId: ACCOUNT })).resolves.toEqual({ AccessPoints: [] });
  });

  test('keeps idle connections open for a minute, so that only a lost Region resets connections', async () => {
    const answer = await fetch(`${server.url}/`);
    await answer.text();
    expect(answer.headers.get('keep-alive')).toBe('timeout=60');
  });

  test('closes hanging connections', async () => {
    bench.simulator.faults.add(faultInFirstCalls(1, noAnswerFault()));
    const hanging = send(controlClient(), LIST, { AccountId: ACCOUNT });
    const failed = expect(hanging).rejects.toThrow();
    while (bench.simulator.journal.count() === 0) await new Promise(setImmediate);
    await server.close();
    await failed;
    server = await listenOnLoopback(bench.simulator);
  });
});
