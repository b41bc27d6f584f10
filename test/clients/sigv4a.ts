import { createECDH, createHash, createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto';

const ALGORITHM = 'AWS4-ECDSA-P256-SHA256';
/** The order of the curve P-256 minus two: the largest candidate that the key derivation accepts. */
const MAX_CANDIDATE = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f');
const MINUTES_OF_SKEW = 15;

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A request as received. */
export interface SignedRequest {
  readonly method: string;
  /** The path and query as received, without decoding. */
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/** The expected credentials, scope and time of a signature. */
export interface Expectation {
  readonly credentials: Credentials;
  readonly service: string;
  readonly regionSet: string;
  readonly now: Date;
}

/** The parts of a signature, read from the headers or from the query of a presigned URL. */
interface Signature {
  readonly presigned: boolean;
  readonly algorithm: string;
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly date: string;
  readonly regionSet: string;
  readonly expires: number;
}

/**
 * Returns the problems with the signature of a request, none if S3 would accept it.
 *
 * The implementation follows the AWS guide and is tested with the vectors of the AWS Common Runtime. It shares no code
 * with the SDKs, because the SDKs are under test.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function findSignatureProblems(
  request: SignedRequest,
  { credentials, service, regionSet, now }: Expectation,
): string[] {
  const signature = parseSignature(request);
  if (signature === undefined) return ['is not signed'];
  const scope = `${signature.date.slice(0, 8)}/${service}/aws4_request`;
  const names = request.headers.map(([name]) => name.toLowerCase());
  const unsigned = ['host', ...names.filter((name) => name.startsWith('x-amz-'))].filter(
    (name) => !signature.signedHeaders.includes(name),
  );
  const age = (now.getTime() - parseTime(signature.date)) / 1000;
  const stringToSign = [ALGORITHM, signature.date, scope, sha256(canonicalRequest(request, signature, service))].join(
    '\n',
  );
  return [
    ...(signature.algorithm === ALGORITHM ? [] : [`has algorithm ${signature.algorithm}`]),
    ...(signature.credential === `${credentials.accessKeyId}/${scope}`
      ? []
      : [`has credential ${signature.credential}`]),
    ...(signature.regionSet === regionSet ? [] : [`has region set ${signature.regionSet}`]),
    ...(unsigned.length === 0 ? [] : [`has unsigned headers: ${unsigned.join()}`]),
    ...(age > -60 * MINUTES_OF_SKEW && age < signature.expires ? [] : [`is ${age} seconds old`]),
    ...findPayloadProblems(request, signature),
    ...(isSignedBy(derivePublicKey(credentials), stringToSign, signature.signature) ? [] : ['does not verify']),
  ];
}

/**
 * Derives the public key of a secret access key.
 *
 * The private key is derived with NIST SP 800-108 counter mode and HMAC-SHA256, until the result is a valid key of the
 * curve.
 */
export function derivePublicKey({ accessKeyId, secretAccessKey }: Credentials): KeyObject {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(derivePrivateKey(accessKeyId, secretAccessKey));
  const point = ecdh.getPublicKey();
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) } });
}

function derivePrivateKey(accessKeyId: string, secretAccessKey: string): Buffer {
  for (let attempt = 1; attempt <= 254; attempt += 1) {
    const fixed = Buffer.concat([
      uint32(1),
      Buffer.from(ALGORITHM),
      Buffer.from([0]),
      Buffer.from(accessKeyId),
      Buffer.from([attempt]),
      uint32(256),
    ]);
    const candidate = BigInt(`0x${createHmac('sha256', `AWS4A${secretAccessKey}`).update(fixed).digest('hex')}`);
    if (candidate <= MAX_CANDIDATE) return Buffer.from((candidate + BigInt(1)).toString(16).padStart(64, '0'), 'hex');
  }
  throw new Error('cannot derive a key from the secret access key');
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'der' }, Buffer.from(signature, 'hex'));
}

function parseSignature({ url, headers }: SignedRequest): Signature | undefined {
  const query = new URLSearchParams(extractQuery(url));
  const header = (name: string) => headers.find(([key]) => key.toLowerCase() === name)?.[1] ?? '';
  if (query.has('X-Amz-Signature')) {
    const text = (name: string) => query.get(`X-Amz-${name}`) ?? '';
    return {
      presigned: true,
      algorithm: text('Algorithm'),
      credential: text('Credential'),
      signedHeaders: text('SignedHeaders').split(';'),
      signature: text('Signature'),
      date: text('Date'),
      regionSet: text('Region-Set'),
      expires: Number(text('Expires')),
    };
  }
  const parts = /^(\S+) Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    header('authorization'),
  );
  if (parts === null) return undefined;
  const [, algorithm, credential, signedHeaders, signature] = parts;
  return {
    presigned: false,
    algorithm,
    credential,
    signedHeaders: signedHeaders.split(';'),
    signature,
    date: header('x-amz-date'),
    regionSet: header('x-amz-region-set'),
    expires: 60 * MINUTES_OF_SKEW,
  };
}

function canonicalRequest(request: SignedRequest, { signedHeaders, presigned }: Signature, service: string): string {
  const { method, url, headers, body } = request;
  const values = (name: string) =>
    headers
      .filter(([key]) => key.toLowerCase() === name)
      .map(([, value]) => value.trim().replace(/\s+/g, ' '))
      .join();
  const payload = values('x-amz-content-sha256') || (presigned && service === 's3' ? 'UNSIGNED-PAYLOAD' : sha256(body));
  return [
    method,
    canonicalPath(url),
    canonicalQuery(extractQuery(url)),
    ...signedHeaders.map((name) => `${name}:${values(name)}`),
    '',
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

/** S3 encodes a path once and does not normalize it. */
function canonicalPath(url: string): string {
  return url.split('?')[0].split('/').map((segment) => encode(decodeURIComponent(segment))).join('/');
}

function extractQuery(url: string): string {
  return url.split('?').slice(1).join('?');
}

function canonicalQuery(query: string): string {
  const pairs = query.split('&').filter((pair) => pair !== '').map((pair) => {
    const [name, ...value] = pair.split('=');
    return [name, value.join('=')].map((text) => encode(decodeURIComponent(text)));
  });
  const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
  return pairs.filter(([name]) => name !== 'X-Amz-Signature')
    .sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB))
    .map((pair) => pair.join('=')).join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** A payload hash in the headers must match the body, unless it is one of S3's constants for unsigned payloads. */
function findPayloadProblems({ headers, body }: SignedRequest, { presigned }: Signature): string[] {
  const sent = headers.find(([name]) => name.toLowerCase() === 'x-amz-content-sha256')?.[1];
  if (presigned || sent === undefined || ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'].includes(sent)) {
    return [];
  }
  return sent === sha256(body) ? [] : ['has a body that does not match its signed hash'];
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function parseTime(date: string): number {
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
