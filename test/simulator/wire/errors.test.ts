import { S3ControlServiceException } from '@aws-sdk/client-s3-control';
import * as fc from 'fast-check';
import { faultAlways, serviceFault } from '../../../simulator';
import { ServiceError, type ServiceErrorCode } from '../../../simulator/engine/service-error';
import { ACCOUNT, Bench, REGIONS } from '../support';
import { type Connection, CONNECTIONS, CONTROL_OPERATIONS, type ControlOperation, send } from './support';

const INPUTS: Record<ControlOperation, object> = {
  CreateMultiRegionAccessPoint: { Details: { Name: 'media', Regions: REGIONS } },
  DeleteMultiRegionAccessPoint: { Details: { Name: 'media' } },
  PutMultiRegionAccessPointPolicy: { Details: { Name: 'media', Policy: '{}' } },
  DescribeMultiRegionAccessPointOperation: {
    RequestTokenARN: 'arn:aws:s3:us-west-2:123456789012:async-request/mrap/create/none',
  },
  GetMultiRegionAccessPoint: { Name: 'media' },
  ListMultiRegionAccessPoints: {},
  GetMultiRegionAccessPointPolicy: { Name: 'media' },
  GetMultiRegionAccessPointPolicyStatus: { Name: 'media' },
  GetMultiRegionAccessPointRoutes: { Mrap: 'arn:aws:s3::123456789012:accesspoint/none.mrap' },
  SubmitMultiRegionAccessPointRoutes: {
    Mrap: 'arn:aws:s3::123456789012:accesspoint/none.mrap',
    RouteUpdates: [{ Region: 'us-east-1', TrafficDialPercentage: 0 }],
  },
};

/** Codes and statuses as documented; SlowDown and ThrottlingException come from faults only. */
const CODES: [ServiceErrorCode, number][] = [
  ['NoSuchMultiRegionAccessPoint', 404],
  ['InvalidRegion', 403],
  ['TooManyMultiRegionAccessPoints', 400],
  ['TooManyMultiRegionAccessPointregionsError', 400],
  ['ClientTokenConflict', 409],
  ['NoSuchAsyncRequest', 404],
  ['AccessDenied', 403],
  ['OperationAborted', 409],
  ['MethodNotAllowed', 405],
  ['InvalidRequest', 400],
  ['PermanentRedirect', 301],
  ['MalformedXML', 400],
  ['MalformedPolicy', 400],
  ['MultiRegionAccessPointAlreadyOwnedByYou', 409],
  ['NoSuchMultiRegionAccessPointPolicy', 404],
];

async function sendAndFail(
  connection: Connection,
  operation: ControlOperation,
  input: object,
): Promise<S3ControlServiceException> {
  const error: unknown = await send(connection.control(), operation, { AccountId: ACCOUNT, ...input }).catch(
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(S3ControlServiceException);
  return error as S3ControlServiceException;
}

describe('simulator/wire', () => {
  describe.each(CONNECTIONS)('%s', (_name, connect) => {
    let bench: Bench;
    let connection: Connection;
    beforeEach(async () => {
      bench = new Bench();
      connection = await connect(bench.simulator);
    });
    afterEach(async () => connection.close());

    test.each([...CODES, ['SlowDown', 503], ['ThrottlingException', 429], ['InternalError', 500]] as [
      string,
      number,
    ][])('returns %s with status %d', async (code, status) => {
      bench.simulator.faults.add(faultAlways(serviceFault(code, status, 'because')));
      const error = await sendAndFail(connection, 'GetMultiRegionAccessPoint', { Name: 'media' });
      expect({ name: error.name, message: error.message, status: error.$metadata.httpStatusCode }).toEqual({
        name: code,
        message: 'because',
        status,
      });
      expect(error.$metadata.requestId).toBe(bench.simulator.journal.last()?.requestId);
    });

    test.each(CONTROL_OPERATIONS)('returns an error for %s', async (operation) => {
      bench.simulator.configure({ authorize: () => false });
      expect(await sendAndFail(connection, operation, INPUTS[operation])).toMatchObject({
        name: 'AccessDenied',
        $metadata: { httpStatusCode: 403 },
      });
    });

    test.each(CONTROL_OPERATIONS)('refuses %s in a wrong Region and names the right ones', async (operation) => {
      const client = connection.control({ region: 'eu-central-1' });
      await expect(send(client, operation, { AccountId: ACCOUNT, ...INPUTS[operation] })).rejects.toMatchObject({
        name: 'PermanentRedirect',
        $metadata: { httpStatusCode: 301 },
        message: expect.stringMatching(
          /^This API operation is only available in the following Regions: .*us-west-2.*\. Make sure to send all/,
        ),
      });
    });

    test('returns HTML pages and empty bodies as errors without a code', async () => {
      bench.simulator.faults.add(faultAlways({ kind: 'html', status: 404 }));
      expect(await sendAndFail(connection, 'GetMultiRegionAccessPoint', { Name: 'media' })).toMatchObject({
        $metadata: { httpStatusCode: 404 },
      });
      bench.simulator.faults.clear();
      bench.simulator.faults.add(faultAlways({ kind: 'empty', status: 503 }));
      expect(await sendAndFail(connection, 'GetMultiRegionAccessPoint', { Name: 'media' })).toMatchObject({
        $metadata: { httpStatusCode: 503 },
      });
    });

    test('returns an error of a hook as a 500 with its message', async () => {
      bench.simulator.configure({ authorize: () => { throw new Error('hook broke'); } });
      expect(await sendAndFail(connection, 'ListMultiRegionAccessPoints', {})).toMatchObject({
        name: 'InternalError',
        message: 'hook broke',
      });
    });
  });
});

describe('ServiceError', () => {
  test('maps the documented error codes to their HTTP status', () => {
    expect(CODES.map(([code]) => [code, new ServiceError(code, '').status])).toEqual(CODES);
  });
});

describe('simulator/wire', () => {
  test('returns any message unchanged', async () => {
    const bench = new Bench();
    const connection = await CONNECTIONS[1][1](bench.simulator);
    const messages = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((message) => message.trim() === message && message !== '');
    await fc.assert(fc.asyncProperty(messages, async (message) => {
      bench.simulator.faults.clear();
      bench.simulator.faults.add(faultAlways(serviceFault('InvalidRequest', 400, message)));
      expect((await sendAndFail(connection, 'GetMultiRegionAccessPoint', { Name: 'media' })).message).toBe(message);
    }), { numRuns: 50 });
  });
});
