import { storeBody } from '../../../simulator/objects/store-body';

describe('storeBody', () => {
  test('stores small bodies together, apart from the short-lived buffers of Node.js', () => {
    const texts = ['alien', '', 'dune'];
    const stored = texts.map((text) => {
      Buffer.from('short-lived');
      return storeBody(Buffer.from(text));
    });
    expect(stored.map((body) => Buffer.from(body).toString())).toEqual(texts);
    expect(new Set(stored.map(({ buffer }) => buffer)).size).toBe(1);
    expect(stored[0].buffer).not.toBe(Buffer.from('short-lived').buffer);
  });

  test('begins another block when one is full, and keeps all bodies', () => {
    const bodies = Array.from({ length: 40 }, (_, index) => Buffer.alloc(1_000, index));
    const stored = bodies.map(storeBody);
    expect(stored.map((body) => Buffer.from(body))).toEqual(bodies);
    // A block has 16 bodies.
    expect(new Set(stored.map(({ buffer }) => buffer)).size).toBeLessThanOrEqual(4);
  });

  test('does not copy large bodies', () => {
    const body = Buffer.alloc(4_096, 'x');
    expect(storeBody(body)).toBe(body);
  });
});
