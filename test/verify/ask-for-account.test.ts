import { PassThrough } from 'node:stream';
import { askForAccount } from '../../verify/ask-for-account';

/** Types text on a terminal, and returns the outcome of the question. */
async function answer(text: string | undefined) {
  const input = new PassThrough();
  const interrupt = jest.fn();
  const asked = askForAccount({ input, output: new PassThrough(), interrupt, isTerminal: true });
  const outcome = Promise.race([
    asked.then((id) => id, ({ name, message }: Error) => `${name}: ${message}`),
    new Promise((resolve) => { setTimeout(() => resolve('no answer'), 100); }),
  ]);
  if (text === undefined) input.end();
  else input.write(text);
  const result = await outcome;
  input.destroy();
  return { result, interruptions: interrupt.mock.calls.length };
}

describe('askForAccount', () => {
  test('returns the id without spaces', async () => {
    expect(await answer(' 111122223333 \n')).toEqual({ result: '111122223333', interruptions: 0 });
  });

  test('interrupts the command after Ctrl+C, and returns no answer', async () => {
    expect(await answer('1111\u0003')).toEqual({ result: 'no answer', interruptions: 1 });
  });

  test.each([['the end of the input', undefined], ['Ctrl+D', '\u0004']])(
    'refuses %s with the name of a reason', async (_case, text) => {
      const { result, interruptions } = await answer(text);
      expect(result).toMatch(/^RefusedOptions: the input ended without an account id; .* pass it with --account$/);
      expect(interruptions).toBe(0);
    });
});
