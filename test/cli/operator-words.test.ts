import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { findOperatorAdvice } from '../../cli/advice';
import { describeInOperatorWords } from '../../cli/operator-words';
import { tagErrorsWithOperation } from '../../cli/tag-errors';
import { createAws } from '../../control/aws';
import { type Failure, showFailureWithStatus, toFailure } from '../../control/failure';
import { ACCOUNT } from '../support/accounts';

const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
/** Words of the SDK, of its parsers and of OpenSSL. */
const INTERNALS = /smithy|deserializ|\$response|node_modules|SSL routines|[0-9A-F]{12}|undefined|Unexpected token/i;

const answer = (status: number, body: string, headers = '') =>
  `HTTP/1.1 ${status} X\r\nx-amzn-requestid: r\r\nx-amz-request-id: r\r\n${headers}`
  + `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

const ANSWERS: [string, string][] = [
  ['a header that is too large', `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\na'],
  ['another protocol', 'SSH-2.0-OpenSSH_9.6\r\n'],
  ['TLS', '\u0016\u0003\u0001\u0002\u0000'],
  ['an error in XML', answer(500, '<Error><Code>InternalError</Code><Message>no</Message></Error>')],
  ['an error in text', answer(503, 'Service Unavailable')],
  ['an error in JSON', answer(500, '{"__type":"InternalFailure","message":"no"}')],
  ['a text', answer(200, 'hello')],
  ['a page of a proxy', answer(502, '<html>bad gateway</html>', 'content-type: text/html\r\n')],
  [
    'a denial with a long message',
    answer(403, `<Error><Code>AccessDenied</Code><Message>${'x'.repeat(1e5)}</Message></Error>`),
  ],
  ['a closed connection', ''],
];

/** Runs work with a server that gives each request the same bytes. */
async function withServer<T>(bytes: string, work: (port: number) => Promise<T>): Promise<T> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {}).once('data', () => socket.end(bytes));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work((server.address() as AddressInfo).port);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
}

async function failCall(
  endpoint: string, operation: 'GetMultiRegionAccessPointRoutes' | 'LookupEvents',
): Promise<Failure> {
  const common = { credentials: { accessKeyId: 'key', secretAccessKey: 'secret' } };
  const aws = tagErrorsWithOperation(createAws({
    s3Control: { ...common, endpointProvider: () => ({ url: new URL(endpoint) }) },
    cloudTrail: { ...common, endpoint },
  }));
  const input = operation === 'LookupEvents' ? {} : { AccountId: ACCOUNT, Mrap: ARN };
  return aws.call('eu-west-1', operation, input as { AccountId: string; Mrap: string })
    .then(() => { throw new Error('the call succeeded'); }, toFailure);
}

const CALLS = (['GetMultiRegionAccessPointRoutes', 'LookupEvents'] as const).flatMap((operation) =>
  ANSWERS.filter(([title]) => operation === 'LookupEvents' || title !== 'a text')
    .map(([title, bytes]) => ({ operation, title, bytes })));

describe('tagErrorsWithOperation', () => {
  test.each(CALLS)(
    'describes the failure of $operation without internals after $title', async ({ operation, bytes }) => {
      const failure = await withServer(bytes, (port) => failCall(`http://127.0.0.1:${port}`, operation));
      const shown = showFailureWithStatus(failure);
      expect(shown).not.toMatch(INTERNALS);
      expect(shown.length).toBeLessThan(1_100);
      if (failure.status === undefined) {
        expect(findOperatorAdvice(failure)).toBe('verify the network, the proxy and AWS_ENDPOINT_URL');
      }
    },
  );
});

describe('findOperatorAdvice', () => {
  test.each([
    'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID', 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  ])('names the certificates to trust after %s', (code) => {
    expect(findOperatorAdvice({ kind: 'unavailable', code, message: 'no' })).toContain('AWS_CA_BUNDLE');
  });
});

describe('describeInOperatorWords', () => {
  test('names the limit of a connection', () => {
    const message = '@smithy/node-http-handler - the request socket did not establish a connection with the server '
      + 'within the configured timeout of 2000 ms.';
    expect(describeInOperatorWords(new Error(message))).toEqual({ message: 'no connection within 2000 ms' });
  });

  test('names the reason of a TLS failure', () => {
    const message = 'write EPROTO 806CA96BA27F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:'
      + '../deps/openssl/openssl/ssl/record/ssl3_record.c:350:\n';
    expect(describeInOperatorWords(new Error(message)))
      .toEqual({ message: 'the TLS connection failed: wrong version number' });
  });

  test('keeps other messages', () => {
    expect(describeInOperatorWords(new Error('Access Denied'))).toBeUndefined();
  });
});
