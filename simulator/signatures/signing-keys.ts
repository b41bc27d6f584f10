import {
  createECDH, createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify,
} from 'node:crypto';
import { ECDSA_ALGORITHM } from './parse-signature';
import { type Credentials } from './signed-request';

/** The order of the curve P-256 minus two: the largest candidate that the key derivation accepts. */
const MAX_CANDIDATE = BigInt('0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc63254f');

function hmac(key: string | Buffer, text: string | Buffer): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/**
 * Derives the key of SigV4 for a scope.
 *
 * @param scope for example `20260101/eu-west-1/s3/aws4_request`
 */
export function deriveHmacKey({ secretAccessKey }: Credentials, scope: string): Buffer {
  return scope.split('/').reduce(hmac, Buffer.from(`AWS4${secretAccessKey}`));
}

export function isHmacOf(key: Buffer, text: string, signature: string): boolean {
  const [expected, received] = [hmac(key, text), Buffer.from(signature, 'hex')];
  return expected.length === received.length && timingSafeEqual(expected, received);
}

/** Derives the public key of SigV4A. */
export function derivePublicKey(credentials: Credentials): KeyObject {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(derivePrivateKey(credentials));
  const point = ecdh.getPublicKey();
  const coordinate = (from: number) => point.subarray(from, from + 32).toString('base64url');
  return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x: coordinate(1), y: coordinate(33) } });
}

/**
 * Derives the private key of SigV4A with NIST SP 800-108 counter mode and HMAC-SHA256, until the result is a valid key
 * of the curve.
 */
export function derivePrivateKey({ accessKeyId, secretAccessKey }: Credentials): Buffer {
  for (let attempt = 1; attempt <= 254; attempt += 1) {
    const fixed = Buffer.concat([
      uint32(1),
      Buffer.from(ECDSA_ALGORITHM),
      Buffer.from([0]),
      Buffer.from(accessKeyId),
      Buffer.from([attempt]),
      uint32(256),
    ]);
    const candidate = BigInt(`0x${hmac(`AWS4A${secretAccessKey}`, fixed).toString('hex')}`);
    if (candidate <= MAX_CANDIDATE) return Buffer.from((candidate + BigInt(1)).toString(16).padStart(64, '0'), 'hex');
  }
  throw new Error('cannot derive a key from the secret access key');
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

export function isEcdsaSignatureOf(key: KeyObject, text: string, signature: string): boolean {
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'der' }, Buffer.from(signature, 'hex'));
}
