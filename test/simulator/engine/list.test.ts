import { Bench, OTHER_ACCOUNT, Refused } from '../support';

const LIST = 'ListMultiRegionAccessPoints';

async function pages(bench: Bench, MaxResults: number): Promise<string[][]> {
  const seen: string[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await bench.ask(LIST, { MaxResults, NextToken });
    seen.push(page.AccessPoints.map(({ Name }) => Name));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return seen;
}

test('lists one account\'s access points by name, in pages', async () => {
  const bench = new Bench();
  for (const name of ['delta', 'alpha', 'charlie', 'bravo', 'echo']) await bench.create(name);
  expect(await pages(bench, 2)).toEqual([['alpha', 'bravo'], ['charlie', 'delta'], ['echo']]);
  expect(await pages(bench, 5)).toHaveLength(1);
  expect(await pages(bench, 0)).toHaveLength(1);
  expect((await bench.ask(LIST, {}, { accountId: OTHER_ACCOUNT })).AccessPoints).toEqual([]);
});

test.each([-1, 1_001, 1.5])('%d results a page is too odd', async (MaxResults) => {
  await expect(new Bench().ask(LIST, { MaxResults })).rejects.toEqual(new Refused('InvalidRequest', 400));
});
