import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { temporaryFolder } from '../support/temporary-folder';

interface Step {
  readonly name: string;
  readonly id: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly on: { readonly schedule: readonly { readonly cron: string }[] };
  readonly jobs: {
    readonly compare: { readonly permissions: Readonly<Record<string, string>>; readonly steps: readonly Step[] };
  };
}

const WORKFLOW =
  parse(readFileSync(path.join(__dirname, '..', '..', '.github', 'workflows', 'facts.yml'), 'utf8')) as Workflow;
const { permissions, steps } = WORKFLOW.jobs.compare;
const scriptOf = (id: string) => steps.find((step) => step.id === id)!.run!;

/** Runs a step as GitHub does, with programs of the given texts before all others. */
function runStep(
  id: string, programs: Readonly<Record<string, string>>, { folder = temporaryFolder(), code = '1' } = {},
) {
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(path.join(folder, name), `#!/bin/bash\n${text}\n`, { mode: 0o755 });
  }
  const { status, stdout } = spawnSync('bash', ['-e', '-c', scriptOf(id)], {
    cwd: folder,
    env: { PATH: `${folder}:${process.env.PATH ?? ''}`, GITHUB_OUTPUT: path.join(folder, 'output'), CODE: code },
    encoding: 'utf8',
  });
  return { folder, status, stdout };
}

const read = (folder: string, file: string) => readFileSync(path.join(folder, file), 'utf8');

describe('.github/workflows/facts.yml', () => {
  test('keeps no token for the packages that it runs', () => {
    expect(steps.find(({ id }) => id === 'checkout')!.with).toEqual({ 'persist-credentials': false });
    expect(steps.filter(({ env }) => env !== undefined).map(({ id }) => id)).toEqual(['open_an_issue']);
  });

  test('runs every week, may write issues, and pins every action to a commit', () => {
    expect(WORKFLOW.on.schedule).toEqual([{ cron: '17 6 * * 1' }]);
    expect(permissions).toEqual({ contents: 'read', issues: 'write' });
    for (const { uses } of steps.filter((step) => step.uses !== undefined)) expect(uses).toMatch(/@[0-9a-f]{40}$/);
  });

  test.each([0, 1, 2])('keeps the output and exit code %s of facts:check, and does not fail', (code) => {
    const { folder, status, stdout } = runStep('compare', { npm: `echo "$*"; exit ${code}` });
    expect(status).toBe(0);
    expect(stdout).toBe('run --silent facts:check\n');
    expect(read(folder, 'output')).toBe(`code=${code}\n`);
  });

  test('opens an issue unless facts:check ended with 0', () => {
    expect(steps.find(({ id }) => id === 'open_an_issue')!.if).toBe("steps.compare.outputs.code != '0'");
  });

  const GH = (open: string) => `echo "$*" >> calls; if [ "$1 $2" = "issue list" ]; then printf '%s' '${open}'; fi`;

  function openIssue(open: string) {
    const folder = temporaryFolder();
    writeFileSync(path.join(folder, 'facts-check.txt'), 'new      s3 model: operation `rm -rf` $HOME\n');
    const { status } = runStep('open_an_issue', { gh: GH(open) }, { folder });
    return {
      status,
      body: read(folder, 'issue.md'),
      calls: existsSync(path.join(folder, 'calls')) ? read(folder, 'calls').trim().split('\n') : [],
    };
  }

  test('opens an issue with the output as it is', () => {
    const { status, body, calls } = openIssue('');
    expect(status).toBe(0);
    expect(body).toBe([
      'facts:check ended with exit code 1: 1 differences, 2 an input is not available.',
      'CONTRIBUTING.md describes how to settle a difference.', '```', 'new      s3 model: operation `rm -rf` $HOME',
      '```', '',
    ].join('\n'));
    expect(calls.at(-1))
      .toBe('issue create --title AWS differs from the facts of this project --label aws-facts --body-file issue.md');
  });

  test('rewrites the open issue of an earlier week', () => {
    expect(openIssue('12').calls.at(-1)).toBe('issue edit 12 --body-file issue.md');
  });
});
