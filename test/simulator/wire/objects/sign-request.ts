import { createHmac, createPrivateKey, sign } from 'node:crypto';
import { makeCanonicalRequest, sha256 } from '../../../../simulator/signatures/canonical-request';
import { ECDSA_ALGORITHM, type HMAC_ALGORITHM } from '../../../../simulator/signatures/parse-signature';
import { type Credentials, type SignedRequest } from '../../../../simulator/signatures/signed-request';
import { derivePrivateKey, deriveHmacKey, derivePublicKey } from '../../../../simulator/signatures/signing-keys';

interface SigningOptions {
  readonly credentials: Credentials;
  readonly algorithm?: typeof ECDSA_ALGORITHM | typeof HMAC_ALGORITHM;
  readonly now?: Date;
}

/** Signs the headers of a request for S3. `test:clients` does the same with the signers of the SDKs. */
export function signRequest(
  { method, url, headers, body }: SignedRequest,
  { credentials, algorithm = ECDSA_ALGORITHM, now = new Date() }: SigningOptions,
): SignedRequest {
  const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const isEcdsa = algorithm === ECDSA_ALGORITHM;
  const scope = [date.slice(0, 8), ...(isEcdsa ? [] : ['eu-west-1']), 's3', 'aws4_request'].join('/');
  const hash = headers.some(([name]) => name === 'x-amz-content-sha256')
    ? []
    : [['x-amz-content-sha256', sha256(body)] as const];
  const all = [
    ...headers, ...hash, ['x-amz-date', date] as const, ...(isEcdsa ? [['x-amz-region-set', '*'] as const] : []),
  ];
  const signedHeaders = all.map(([name]) => name).sort();
  const unsigned = { method, url, headers: all, body };
  const canonical = makeCanonicalRequest(unsigned, {
    presigned: false, algorithm, credential: '', signedHeaders, signature: '', date, regionSet: '*', expires: 0,
  }, 's3');
  const text = [algorithm, date, scope, sha256(canonical)].join('\n');
  const signature = signText(credentials, algorithm, scope, text);
  const authorization = `${algorithm} Credential=${credentials.accessKeyId}/${scope}, `
    + `SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
  return { ...unsigned, headers: [...all, ['authorization', authorization]] };
}

function signText(
  credentials: Credentials, algorithm: SigningOptions['algorithm'], scope: string, text: string,
): string {
  return algorithm === ECDSA_ALGORITHM
    ? signWithEcdsa(credentials, text)
    : createHmac('sha256', deriveHmacKey(credentials, scope)).update(text).digest('hex');
}

/** Makes a presigned URL from the method, URL and host of a request, valid for a number of seconds. */
export function presignRequest(
  { method, url, headers }: SignedRequest,
  { credentials, algorithm = ECDSA_ALGORITHM, now = new Date() }: SigningOptions,
  seconds: number,
): SignedRequest {
  const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const isEcdsa = algorithm === ECDSA_ALGORITHM;
  const scope = [date.slice(0, 8), ...(isEcdsa ? [] : ['eu-west-1']), 's3', 'aws4_request'].join('/');
  const query = new URLSearchParams({
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${credentials.accessKeyId}/${scope}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(seconds),
    'X-Amz-SignedHeaders': 'host',
    ...(isEcdsa && { 'X-Amz-Region-Set': '*' }),
  });
  const unsigned = { method, url: `${url}?${query.toString()}`, headers, body: Buffer.alloc(0) };
  const canonical = makeCanonicalRequest(unsigned, {
    presigned: true,
    algorithm,
    credential: '',
    signedHeaders: ['host'],
    signature: '',
    date,
    regionSet: '*',
    expires: seconds,
  }, 's3');
  const text = [algorithm, date, scope, sha256(canonical)].join('\n');
  const signature = signText(credentials, algorithm, scope, text);
  return { ...unsigned, url: `${unsigned.url}&X-Amz-Signature=${signature}` };
}

function signWithEcdsa(credentials: Credentials, text: string): string {
  const { x, y } = derivePublicKey(credentials).export({ format: 'jwk' });
  const d = derivePrivateKey(credentials).toString('base64url');
  const key = createPrivateKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y, d } });
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'der' }).toString('hex');
}
