import { S3ControlClient } from '@aws-sdk/client-s3-control';
import {
  faultAlways, faultInFirstCalls, noAnswerFault, inProcessHandler, type InProcessOptions, connectionResetFault,
  slowAnswerFault,
} from '../../../simulator';
import { ACCOUNT, Bench } from '../support';
import { credentials, send } from './support';

const LIST = 'ListMultiRegionAccessPoints';
const EMPTY = { AccessPoints: [] };
const REQUEST = {
  protocol: 'https:',
  hostname: `${ACCOUNT}.s3-control.us-west-2.amazonaws.com`,
  method: 'GET',
  path: '/v20180820/mrap/instances',
};

function createClient(bench: Bench, maxAttempts = 1, options?: InProcessOptions): S3ControlClient {
  return new S3ControlClient({
    region: 'us-west-2',
    credentials,
    maxAttempts,
    requestHandler: inProcessHandler(bench.simulator, options),
  });
}

describe('inProcessHandler', () => {
  test('handles requests to the default endpoints of the SDK', async () => {
    const client = createClient(new Bench());
    await expect(send(client, LIST, { AccountId: ACCOUNT })).resolves.toEqual(EMPTY);
    client.destroy();
  });

  test('reports a reset as a socket does', async () => {
    const bench = new Bench({ faults: [faultInFirstCalls(2, connectionResetFault())] });
    await expect(send(createClient(bench), LIST, { AccountId: ACCOUNT })).rejects.toMatchObject({ code: 'ECONNRESET' });
    await expect(send(createClient(bench, 2), LIST, { AccountId: ACCOUNT })).resolves.toEqual(EMPTY);
  });

  test.each<[InProcessOptions | undefined, number]>([[undefined, 5_000], [{ requestTimeoutMs: 700 }, 700]])(
    "ends a hanging call with a time-out in the simulator's time: %j", async (options, ms) => {
      const bench = new Bench({ faults: [faultAlways(noAnswerFault())] });
      const start = bench.clock.now();
      const calls = Promise.allSettled(
        [1, 2, 3].map(async () => send(createClient(bench, 1, options), LIST, { AccountId: ACCOUNT })),
      );
      const outcomes = await bench.clock.runUntilSettled(calls);
      expect(outcomes).toEqual(
        [1, 2, 3].map(() => ({
          status: 'rejected',
          reason: expect.objectContaining({ name: 'TimeoutError', code: 'ETIMEDOUT' }),
        })),
      );
      expect(bench.clock.now() - start).toBe(ms);
    });

  test('prefers the time-out of a single request', async () => {
    const bench = new Bench({ faults: [faultAlways(noAnswerFault())] });
    const handler = inProcessHandler(bench.simulator);
    const start = bench.clock.now();
    const call = handler.handle(
      {
        ...REQUEST,
        headers: {
          'authorization': 'AWS4-HMAC-SHA256 Credential=A/20260101/us-west-2/s3/aws4_request',
          'x-amz-account-id': ACCOUNT,
        },
      },
      { requestTimeout: 20 },
    );
    await expect(bench.clock.runUntilSettled(call)).rejects.toThrow('no answer within 20 ms');
    expect(bench.clock.now() - start).toBe(20);
  });

  test("delays a slow answer in the simulator's time", async () => {
    const bench = new Bench({ faults: [faultAlways(slowAnswerFault(1_000))] });
    const start = bench.clock.now();
    await bench.clock.runUntilSettled(send(createClient(bench), LIST, { AccountId: ACCOUNT }));
    expect(bench.clock.now() - start).toBe(1_000);
  });

  test.each([[true], [false]])('aborts a call (before it began: %s)', async (before) => {
    const bench = new Bench({ faults: [faultAlways(noAnswerFault())] });
    const controller = new AbortController();
    const handler = inProcessHandler(bench.simulator);
    if (before) controller.abort();
    const call = handler.handle({ ...REQUEST, headers: {} }, { abortSignal: controller.signal });
    const failed = expect(call).rejects.toMatchObject({ name: 'AbortError' });
    controller.abort();
    await failed;
  });

  test('passes query parameters unchanged', async () => {
    const bench = new Bench();
    for (const name of ['alpha', 'bravo']) await bench.create(name);
    const { response } = await inProcessHandler(bench.simulator).handle({
      ...REQUEST,
      query: { maxResults: ['1'], nextToken: null },
      headers: {
        'authorization': 'AWS4-HMAC-SHA256 Credential=A/20260101/us-west-2/s3/aws4_request',
        'x-amz-account-id': ACCOUNT,
      },
    });
    expect(bench.simulator.journal.last(LIST)?.input).toEqual({ MaxResults: 1, NextToken: '' });
    expect(response.statusCode).toBe(200);
  });

  test('refuses a stream as body', async () => {
    const handler = inProcessHandler(new Bench().simulator);
    await expect(
      handler.handle({ ...REQUEST, method: 'POST', headers: {}, body: new ReadableStream() }),
    ).rejects.toThrow('text and bytes only');
  });

  test('implements the request handler interface of the SDK', () => {
    const handler = inProcessHandler(new Bench().simulator);
    expect(handler.metadata).toEqual({ handlerProtocol: 'http/1.1' });
    expect(handler.httpHandlerConfigs()).toEqual({});
    expect(() => {
      handler.updateHttpClientConfig();
      handler.destroy();
    }).not.toThrow();
  });
});
