import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import {
  findSignatureProblems, type SignatureExpectation,
} from '../../../simulator/signatures/find-signature-problems';
import { ECDSA_ALGORITHM, HMAC_ALGORITHM } from '../../../simulator/signatures/parse-signature';
import { type SignedRequest } from '../../../simulator/signatures/signed-request';
import { derivePublicKey } from '../../../simulator/signatures/signing-keys';

interface Vectors {
  readonly credentials: SignatureExpectation['credentials'];
  readonly publicKey: { readonly X: string; readonly Y: string };
  readonly service: string;
  readonly regionSet: string;
  readonly timestamp: string;
  readonly cases: readonly { readonly name: string; readonly form: string; readonly request: string }[];
}

const { credentials, publicKey, service, regionSet, timestamp, cases } = JSON.parse(
  readFileSync(path.join(__dirname, 'vectors.json'), 'utf8'),
) as Vectors;
const EXPECTATION: SignatureExpectation = {
  credentials, service, algorithm: ECDSA_ALGORITHM, region: regionSet, now: new Date(timestamp),
};

function parseRequest(text: string): SignedRequest {
  const [head, ...body] = text.split('\n\n');
  const [start, ...lines] = head.split('\n');
  const [, method, url] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start)!;
  const headers = lines
    .filter((line) => line !== '')
    .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const);
  return { method, url, headers, body: Buffer.from(body.join('\n\n')) };
}

const findRequest = (caseName: string, caseForm: string) =>
  parseRequest(cases.find(({ name, form }) => name === caseName && form === caseForm)!.request);
const changeHeader = (request: SignedRequest, headerName: string, value: string): SignedRequest =>
  ({ ...request, headers: request.headers.map(([name, before]) => [name, name === headerName ? value : before]) });

describe('simulator/signatures', () => {
  describe('derivePublicKey', () => {
    test('derives the key of the test vectors', () => {
      const { x, y } = derivePublicKey(credentials).export({ format: 'jwk' });
      expect([x, y].map((text) => Buffer.from(text!, 'base64url').toString('hex'))).toEqual([publicKey.X, publicKey.Y]);
    });
  });

  describe('findSignatureProblems', () => {
    test.each(cases)('accepts the test vector $name with the signature in the $form', ({ request }) => {
      expect(findSignatureProblems(parseRequest(request), EXPECTATION)).toEqual([]);
    });
    const vanilla = findRequest('get-vanilla', 'header');
    const presigned = findRequest('get-vanilla', 'query');
    const posted = findRequest('post-x-www-form-urlencoded', 'header');

    const authorization = vanilla.headers[3][1];
    const hmacAuthorization = authorization.replace('AWS4-ECDSA-P256-SHA256', 'AWS4-HMAC-SHA256');
    const extendedUrl = presigned.url.replace('Expires=3600', 'Expires=86400');
    const bodyMismatch = 'has a body that does not match its signed hash';

    test.each<[string, SignedRequest, Partial<SignatureExpectation>, string[]]>([
      ['a changed path', { ...vanilla, url: '/a' }, {}, ['does not verify']],
      ['a changed method', { ...vanilla, method: 'DELETE' }, {}, ['does not verify']],
      ['an added query', { ...vanilla, url: '/?acl' }, {}, ['does not verify']],
      ['a changed host', changeHeader(vanilla, 'Host', 'example.com'), {}, ['does not verify']],
      [
        'a changed region set',
        changeHeader(vanilla, 'X-Amz-Region-Set', '*'),
        {},
        ['has region set *', 'does not verify'],
      ],
      ['a changed time', changeHeader(vanilla, 'X-Amz-Date', '20150830T123601Z'), {}, ['does not verify']],
      ['a changed body', { ...posted, body: Buffer.from('Param1=value2') }, {}, [bodyMismatch]],
      [
        'an added header',
        { ...vanilla, headers: [...vanilla.headers, ['X-Amz-Acl', 'public-read']] },
        {},
        ['has unsigned headers: x-amz-acl'],
      ],
      [
        'a signature with another secret',
        vanilla,
        { credentials: { ...credentials, secretAccessKey: 'another' } },
        ['does not verify'],
      ],
      [
        'a signature that is older than 15 minutes',
        vanilla,
        { now: new Date('2015-08-30T12:51:01Z') },
        ['is 901 seconds old'],
      ],
      [
        'a signature from more than 15 minutes in the future',
        vanilla,
        { now: new Date('2015-08-30T12:20:59Z') },
        ['is -901 seconds old'],
      ],
      ['an expired presigned URL', presigned, { now: new Date('2015-08-30T13:36:01Z') }, ['is 3601 seconds old']],
      ['a presigned URL with a changed expiry', { ...presigned, url: extendedUrl }, {}, ['does not verify']],
      ['a missing signature', { ...vanilla, headers: vanilla.headers.slice(0, 1) }, {}, ['is not signed']],
      [
        'another algorithm',
        changeHeader(vanilla, 'Authorization', hmacAuthorization),
        {},
        ['has algorithm AWS4-HMAC-SHA256'],
      ],
    ])('reports %s', (_, request, expectation, problems) => {
      const found = findSignatureProblems(request, { ...EXPECTATION, ...expectation });
      expect(found.map(({ description }) => description)).toEqual(problems);
    });

    /** The examples of the S3 API reference. */
    const hmacExpectation: SignatureExpectation = {
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
      service: 's3',
      algorithm: HMAC_ALGORITHM,
      region: 'us-east-1',
      now: new Date('2013-05-24T00:00:00Z'),
    };
    const emptyHash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const hmacSigned: SignedRequest = {
      method: 'GET',
      url: '/test.txt',
      headers: [
        ['Host', 'examplebucket.s3.amazonaws.com'],
        ['Range', 'bytes=0-9'],
        ['x-amz-content-sha256', emptyHash],
        ['x-amz-date', '20130524T000000Z'],
        ['Authorization', 'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,'
          + 'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,'
          + 'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
      ],
      body: Buffer.alloc(0),
    };
    const hmacPresigned: SignedRequest = {
      method: 'GET',
      url: '/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256'
        + '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request'
        + '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host'
        + '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
      headers: [['Host', 'examplebucket.s3.amazonaws.com']],
      body: Buffer.alloc(0),
    };

    test.each([['headers', hmacSigned], ['query', hmacPresigned]])(
      'accepts the SigV4 example of the S3 API reference with the signature in the %s', (_, request) => {
        expect(findSignatureProblems(request, hmacExpectation)).toEqual([]);
        expect(findSignatureProblems(request, { ...hmacExpectation, region: undefined })).toEqual([]);
      },
    );

    test.each<[string, SignedRequest, Partial<SignatureExpectation>, string[]]>([
      ['a changed path', { ...hmacSigned, url: '/test.tx' }, {}, ['SignatureDoesNotMatch']],
      ['a changed body', { ...hmacSigned, body: Buffer.from('a') }, {}, ['XAmzContentSHA256Mismatch']],
      ['a truncated signature', changeHeader(hmacSigned, 'Authorization', hmacSigned.headers[4][1].slice(0, -2)), {},
        ['SignatureDoesNotMatch']],
      ['another Region', hmacSigned, { region: 'eu-west-1' }, ['AuthorizationHeaderMalformed']],
      ['another Region in the query', hmacPresigned, { region: 'eu-west-1' }, ['AuthorizationQueryParametersError']],
      ['an old signature', hmacSigned, { now: new Date('2013-05-24T00:16:00Z') }, ['RequestTimeTooSkewed']],
      ['an expired URL', hmacPresigned, { now: new Date('2013-05-25T00:00:01Z') }, ['AccessDenied']],
      [
        'another access key',
        hmacSigned,
        { credentials: { ...hmacExpectation.credentials, accessKeyId: 'AKIAI44QH8DHBEXAMPLE' } },
        ['InvalidAccessKeyId'],
      ],
      [
        'SigV4 in place of SigV4A',
        hmacSigned,
        { algorithm: ECDSA_ALGORITHM, region: '*' },
        ['AuthorizationHeaderMalformed', 'AuthorizationHeaderMalformed', 'AuthorizationHeaderMalformed',
          'SignatureDoesNotMatch'],
      ],
    ])('returns the error codes of S3 for %s', (_, request, expectation, codes) => {
      const found = findSignatureProblems(request, { ...hmacExpectation, ...expectation });
      expect(found.map(({ code }) => code)).toEqual(codes);
    });
  });
});
