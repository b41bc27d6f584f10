import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { toFailure } from '../../control/failure';
import { createHttpHandler } from '../../control/network';
import { interpretRouteSubmitFailure } from '../../control/routes/answers';
import { submitRoutes } from '../../control/routes/live-routes';
import { sdkS3Control } from '../../control/s3-control';
import { ACCOUNT } from '../support/accounts';

describe('LimitedHttpHandler', () => {
  let body = '';
  let type = 'text/html; charset=utf-8';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', type).end(body);
  });
  let url: string;

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const connect = () => {
    const common = {
      credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
      requestHandler: createHttpHandler({}),
    };
    return sdkS3Control(
      { ...common, endpointProvider: () => ({ url: new URL(url) }) },
      { ...common, endpoint: url, forcePathStyle: true },
    );
  };
  const deleteReplication = () =>
    connect().call('eu-west-1', 'DeleteBucketReplication', { Bucket: 'media-eu', ExpectedBucketOwner: ACCOUNT });
  const submit = () => submitRoutes(
    connect(), 'eu-west-1', ACCOUNT, `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`,
    [{ region: 'eu-west-1', bucket: 'media-eu', dial: 0 }], new Map([['eu-west-1', 100]]),
  );

  test('accepts an empty body with the type of a page', async () => {
    body = '';
    await expect(deleteReplication()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  test('rejects a body with the type of a page', async () => {
    body = 'Please sign in.';
    await expect(deleteReplication()).rejects.toMatchObject({ name: 'ForeignAnswer' });
  });

  describe.each([
    ['a submit', submit], ['a deletion', deleteReplication],
  ])('for %s with status 200', (_title, change) => {
    beforeEach(() => { type = 'application/xml'; });

    test.each([
      '<Error><Code>SlowDown</Code></Error>', '<?xml version="1.0"?>\n<ErrorResponse/>', 'Please sign in.',
      '{"message":"ok"}',
    ])('rejects the body %j, after which S3 may have applied the change', async (text) => {
      body = text;
      const failure = toFailure(await change().catch((error: unknown) => error));
      expect(failure).toMatchObject({ kind: 'unavailable', code: 'ForeignResponse', status: 200 });
      expect(failure.message).toContain('the answer is not from S3 (status 200, ');
      expect(interpretRouteSubmitFailure(failure)).toBe('unknown');
    });

    test.each([
      '', '\n', '<?xml version="1.0" encoding="UTF-8"?>\n',
      '<?xml version="1.0"?>\n<SubmitMultiRegionAccessPointRoutesResult xmlns="http://awss3control.amazonaws.com/"/>',
      '<SubmitMultiRegionAccessPointRoutesOutput/>',
    ])('accepts the body %j', async (text) => {
      body = text;
      await expect(change().then(() => 'accepted')).resolves.toBe('accepted');
    });
  });
});
