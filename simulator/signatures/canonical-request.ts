import { createHash } from 'node:crypto';
import { type RequestSignature } from './parse-signature';
import { extractQuery, type SignedRequest } from './signed-request';

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * Makes the text whose hash a signature covers.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function makeCanonicalRequest(
  request: SignedRequest, { signedHeaders, presigned }: RequestSignature, service: string,
): string {
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
