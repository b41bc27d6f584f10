import { Simulator } from '../../../../simulator';
import { ECDSA_ALGORITHM, HMAC_ALGORITHM } from '../../../../simulator/signatures/parse-signature';
import { type SignedRequest } from '../../../../simulator/signatures/signed-request';
import { authenticateAccessPointRequest, authenticateBucketRequest } from '../../../../simulator/wire/authenticate';
import { presignRequest, signRequest } from './sign-request';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const simulator = new Simulator({ credentials: [credentials] });

function makeRequest(headers: Readonly<Record<string, string>> = {}): SignedRequest {
  return {
    method: 'GET',
    url: '/film',
    headers: [['host', 'media.localhost'], ...Object.entries(headers)],
    body: Buffer.from(''),
  };
}

describe('authenticateBucketRequest', () => {
  test('returns the condition keys of the request and of its signature', () => {
    const now = new Date(Date.now() - 5_000);
    const request = makeRequest({ 'referer': 'http://example.com/', 'user-agent': 'test' });
    const { context: { conditions = {} } } = authenticateBucketRequest(
      signRequest(request, { credentials, algorithm: HMAC_ALGORITHM, now }), simulator);
    expect(conditions).toMatchObject({
      'aws:referer': ['http://example.com/'],
      'aws:useragent': ['test'],
      's3:authtype': ['REST-HEADER'],
      's3:signatureversion': [HMAC_ALGORITHM],
      's3:x-amz-content-sha256': [expect.stringMatching(/^[0-9a-f]{64}$/)],
    });
    const age = Number(conditions['s3:signatureage'][0]);
    expect(age).toBeGreaterThanOrEqual(5_000);
    expect(age).toBeLessThan(60_000);
  });

  test('returns the condition keys of a presigned URL', () => {
    const presigned = presignRequest(makeRequest(), { credentials, algorithm: HMAC_ALGORITHM }, 60);
    expect(authenticateBucketRequest(presigned, simulator).context.conditions).toMatchObject({
      's3:authtype': ['REST-QUERY-STRING'], 'aws:referer': [], 's3:x-amz-content-sha256': [],
    });
  });
});

describe('authenticateAccessPointRequest', () => {
  test('returns the algorithm of the signature', () => {
    const signed = signRequest(makeRequest(), { credentials });
    expect(authenticateAccessPointRequest(signed, simulator).context.conditions)
      .toMatchObject({ 's3:signatureversion': [ECDSA_ALGORITHM], 's3:authtype': ['REST-HEADER'] });
  });
});
