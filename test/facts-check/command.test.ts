import { factsCheck } from '../../projenrc/facts-check/command';
import { assertWhole, type Project } from '../../projenrc/facts-check/compare';
import { temporaryFolder } from '../support/temporary-folder';

const EMPTY: Project = {
  templates: [],
  statements: [],
  source: { literals: [], commands: [] },
  properties: { types: [], rendered: [], read: [] },
};

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  const printed: string[] = [];
  const code = await factsCheck(args, {
    project: () => EMPTY,
    print: (text) => { printed.push(text); },
    now: new Date('2026-12-01'),
  });
  return { code, text: printed.join('\n') };
}

describe('facts:check', () => {
  test('ends with 2 and names every input that is not there', async () => {
    const { code, text } = await run('--inputs', temporaryFolder());
    expect(code).toBe(2);
    expect(text).toContain('s3-control model         not installed');
    expect(text.match(/its package is not installed/g)).toHaveLength(6);
    expect(text).toContain('6 failures.');
  });

  test('does not compare an input that is not there, so nothing is reported as gone', async () => {
    const { text } = await run('--inputs', temporaryFolder());
    expect(text).not.toContain('Differences');
    expect(text).not.toContain('Without a difference');
  });

  test('prints its options and exit codes', async () => {
    expect(await run('--help'))
      .toEqual({ code: 0, text: expect.stringMatching(/--record <pattern>[^]*Exit codes: 0 /) as unknown });
  });

  test.each([['--record', 's3 model: *'], ['--reason', 'checksums']])('refuses %s alone', async (...args) => {
    const { code, text } = await run(...args);
    expect(code).toBe(2);
    expect(text).toContain('--record and --reason must be given together');
  });
});

describe('assertWhole', () => {
  test('refuses a project of which parts were not found', () => {
    expect(() => { assertWhole(EMPTY); })
      .toThrow('finds too few literals, commands, statements, rendered properties, read properties');
  });
});
