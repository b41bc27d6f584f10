/** Small bodies share blocks of this size, because each buffer needs memory of its own. */
const BLOCK_BYTES = 16_384;
const SMALL_BYTES = 4_096;

let block = Buffer.alloc(0);

/**
 * Copies a small body into a block of stored bodies. The pool of Node.js has blocks too, but most of its buffers are
 * short-lived, so a few stored bodies would keep each block in memory.
 */
export function storeBody(body: Uint8Array): Uint8Array {
  if (body.length >= SMALL_BYTES) return body;
  if (body.length > block.length) block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  const stored = block.subarray(0, body.length);
  block = block.subarray(body.length);
  stored.set(body);
  return stored;
}
