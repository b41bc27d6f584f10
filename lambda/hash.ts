import { createHash } from 'node:crypto';

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** 80 bits: enough to tell wishes apart, short enough for a physical id. */
export function shortHash(value: unknown): string {
  return sha256(value).slice(0, 20);
}

/** The token of a request's n-th try: the same when the request is delivered again, another in every later request. */
export function clientToken(requestId: string, attempt = 0): string {
  return sha256([requestId, attempt]).slice(0, 40);
}

/** Digits and lowercase letters, for names. */
export function base32(value: unknown, length: number): string {
  return BigInt(`0x${sha256(value)}`).toString(32).padStart(52, '0').slice(-length);
}
