import { Bench, OTHER_ACCOUNT, RefusedError } from '../support';

const LIST = 'ListMultiRegionAccessPoints';

async function pages(bench: Bench, MaxResults: number): Promise<string[][]> {
  const seen: string[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await bench.call(LIST, { MaxResults, NextToken });
    seen.push(page.AccessPoints.map(({ Name }) => Name));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return seen;
}

describe('listAccessPointsHandler', () => {
  test('returns the access points of one account by name, in pages', async () => {
    const bench = new Bench();
    for (const name of ['delta', 'alpha', 'charlie', 'bravo', 'echo']) await bench.create(name);
    expect(await pages(bench, 2)).toEqual([['alpha', 'bravo'], ['charlie', 'delta'], ['echo']]);
    expect(await pages(bench, 5)).toHaveLength(1);
    expect(await pages(bench, 0)).toHaveLength(1);
    expect((await bench.call(LIST, {}, { accountId: OTHER_ACCOUNT })).AccessPoints).toEqual([]);
  });

  test.each(['garbage', 'IA=='])('refuses the token %j', async (NextToken) => {
    await expect(new Bench().call(LIST, { NextToken })).rejects.toEqual(new RefusedError('InvalidRequest', 400));
  });

  test.each([-1, 1_001, 1.5])('refuses %d results per page', async (MaxResults) => {
    await expect(new Bench().call(LIST, { MaxResults })).rejects.toEqual(new RefusedError('InvalidRequest', 400));
  });
});
