import { createHash } from 'node:crypto';

function sha256(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Makes a hash of 80 bits, which is short enough for a physical id. */
export function makeShortHash(value: unknown): string {
  return sha256(value).slice(0, 20);
}

/**
 * Makes the client token of an attempt. It is equal if the request is delivered again, and differs in every other
 * request.
 */
export function makeClientToken(requestId: string, attempt = 0): string {
  return sha256([requestId, attempt]).slice(0, 40);
}

/** Makes a hash of digits and lower-case letters, for names. */
export function makeBase32Hash(value: unknown, length: number): string {
  return BigInt(`0x${sha256(value)}`).toString(32).padStart(52, '0').slice(-length);
}
