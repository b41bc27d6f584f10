import { readPages } from '../../control/pages';
import { VirtualClock } from '../../simulator';

describe('readPages', () => {
  interface Page {
    readonly number: number;
    readonly next?: string;
  }

  async function collect(makeNext: (number: number) => string | undefined, limits = {}, msPerPage = 0) {
    const clock = new VirtualClock();
    const numbers: number[] = [];
    const read = async (): Promise<Page> => {
      clock.advance(msPerPage);
      return { number: numbers.length, next: makeNext(numbers.length) };
    };
    const error: unknown = await (async () => {
      for await (const { number } of readPages(clock, 'ListThings', read, ({ next }) => next, limits)) {
        numbers.push(number);
      }
    })().catch((thrown: unknown) => thrown);
    return { numbers, message: error instanceof Error ? error.message : undefined };
  }

  test.each([undefined, ''])('ends at the token %j', async (last) => {
    expect(await collect((number) => (number === 2 ? last : `token ${number}`))).toEqual({
      numbers: [0, 1, 2], message: undefined,
    });
  });

  test.each<[string, Parameters<typeof collect>, number]>([
    ['its token repeats', [() => 'x'], 2],
    ['it has more than 40 pages', [(number) => `token ${number}`, { pages: 40 }], 40],
    ['it takes more than 60 s', [(number) => `token ${number}`, {}, 4_000], 15],
  ])('throws after the pages that it returned if %s', async (reason, parameters, count) => {
    const { numbers, message } = await collect(...parameters);
    expect(numbers).toHaveLength(count);
    expect(message).toBe(`the list of ListThings does not end: ${reason}`);
  });
});
