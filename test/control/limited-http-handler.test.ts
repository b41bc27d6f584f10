import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { createHttpHandler } from '../../control/network';
import { sdkS3Control } from '../../control/s3-control';
import { ACCOUNT } from '../support/accounts';

describe('LimitedHttpHandler', () => {
  let body = '';
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(body);
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

  const deleteReplication = () =>
    sdkS3Control({}, {
      credentials: { accessKeyId: 'handler', secretAccessKey: 'secret' },
      endpoint: url,
      forcePathStyle: true,
      requestHandler: createHttpHandler({}),
    }).call('eu-west-1', 'DeleteBucketReplication', { Bucket: 'media-eu', ExpectedBucketOwner: ACCOUNT });

  test('accepts an empty body with the type of a page', async () => {
    body = '';
    await expect(deleteReplication()).resolves.toMatchObject({ $metadata: { httpStatusCode: 200 } });
  });

  test('rejects a body with the type of a page', async () => {
    body = 'Please sign in.';
    await expect(deleteReplication()).rejects.toMatchObject({ name: 'ForeignAnswer' });
  });
});
