import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { createProgram } from '../../cli/program';
import { TEST_CONTEXT } from '../cli/support';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string) => parse(readFileSync(path.join(ROOT, file), 'utf8'));

/** The options of `lint` in a command. */
function listUnknownOptions(command: string): string[] {
  const lint = createProgram(TEST_CONTEXT).commands.find((candidate) => candidate.name() === 'lint')!;
  const known = lint.options.map(({ long }) => long);
  const used = command.match(/ --[a-z-]+/g)?.map((option) => option.trim()) ?? [];
  return used.filter((option) => !known.includes(option) && option !== '--yes');
}

describe('.pre-commit-hooks.yaml', () => {
  test('lints all templates of a repository', () => {
    const [{ entry, files, pass_filenames: passFileNames }, ...others] = read('.pre-commit-hooks.yaml');
    expect({ others, passFileNames }).toEqual({ others: [], passFileNames: false });
    expect(entry).toBe('npx --yes cdk-s3-mrap-cli lint .');
    for (const file of ['a.json', 'a.yaml', 'a.yml', 'a.template']) expect(file).toMatch(new RegExp(files));
    expect(listUnknownOptions(entry)).toEqual([]);
  });
});

describe('action.yml', () => {
  test('passes every input to the command as text', () => {
    const { inputs, runs: { using, steps: [{ env, run }, ...others] } } = read('action.yml');
    expect({ using, others }).toEqual({ using: 'composite', others: [] });
    expect(Object.values(env)).toEqual(Object.keys(inputs).map((name) => `\${{ inputs.${name} }}`));
    expect(run).not.toContain('${{');
    expect(run).toContain('lint --format github');
    expect(listUnknownOptions(run)).toEqual([]);
  });
});
