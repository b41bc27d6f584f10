import { makeTolerantOutput } from '../../cli/tolerant-output';

describe('makeTolerantOutput', () => {
  test('reports the first failure of a full disk, and does not throw', () => {
    const failures: string[] = [];
    const full = { write: () => { throw new Error('ENOSPC: no space left on device, write'); } };
    const output = makeTolerantOutput(full, (message) => failures.push(message));
    output.write('a table');
    output.write('a result');
    expect(failures).toEqual(['ENOSPC: no space left on device, write']);
  });

  test('writes to an output without failures', () => {
    const texts: string[] = [];
    makeTolerantOutput({ write: (text) => texts.push(text) }, () => {}).write('a table');
    expect(texts).toEqual(['a table']);
  });
});
