import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { CommitMessages, TOPICS } from '../../projenrc/commit-messages';
import { findCommitRange } from '../../projenrc/commit-range';
import { temporaryFolder } from '../support/temporary-folder';

const ROOT = path.join(__dirname, '..', '..');

class Repository {
  public static withCommits(...subjects: string[]): Repository {
    const repository = new Repository(temporaryFolder());
    repository.git('init', '--quiet');
    repository.git('config', 'user.name', 'Test');
    repository.git('config', 'user.email', 'test@example.com');
    for (const subject of subjects) repository.git('commit', '--quiet', '--allow-empty', '--message', subject);
    return repository;
  }

  private constructor(public readonly folder: string) {}

  public git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' }).trim();
  }

  public shallowClone(depth: number): Repository {
    const clone = new Repository(temporaryFolder());
    clone.git('clone', '--quiet', '--depth', String(depth), `file://${this.folder}`, '.');
    return clone;
  }
}

describe('findCommitRange', () => {
  const repository = Repository.withCommits('Leave a line', 'feat(cli): add a command', 'fix(cli): print the reason');
  const base = repository.git('rev-parse', 'HEAD~2');

  test('begins after the base', () => {
    expect(findCommitRange(repository.folder, base)).toEqual({ from: base, to: 'HEAD', count: 2 });
  });

  test('is empty at the base itself', () => {
    expect(findCommitRange(repository.folder, repository.git('rev-parse', 'HEAD'))).toMatchObject({ count: 0 });
  });

  test('contains every commit of a shallow clone that lacks the last unconventional commit', () => {
    expect(findCommitRange(repository.shallowClone(2).folder)).toEqual({ to: 'HEAD', count: 2 });
  });

  test('rejects a base that the clone lacks', () => {
    const { folder } = repository.shallowClone(2);
    expect(() => findCommitRange(folder, base)).toThrow(`is not in this clone, got "${base}"`);
  });
});

describe('npm run lint:commits', () => {
  const PROGRAM = path.join(ROOT, 'node_modules', '.bin', 'commitlint');
  const CONFIG = path.join(ROOT, '.commitlintrc.json');

  function lint(subjects: readonly string[], ...args: string[]) {
    const { folder } = Repository.withCommits('First', ...subjects);
    const options = ['--config', CONFIG, '--from', `HEAD~${subjects.length}`, '--to', 'HEAD', ...args];
    const { status, stdout } = spawnSync(process.execPath, [PROGRAM, ...options], {
      cwd: folder, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' },
    });
    return { status, refused: [...stdout.matchAll(/input: (.*)/g)].map(([, subject]) => subject).sort() };
  }

  test('accepts Conventional Commits with the module as scope, and merges', () => {
    const subjects = ['fix(replication): re-read the rules', 'feat(cli)!: drop an option', 'docs: S3 limits'];
    expect(lint([...subjects, "Merge branch 'topic'"], '--strict')).toEqual({ status: 0, refused: [] });
  });

  test('rejects other subjects and unknown types', () => {
    const refused = ['Leave a line', 'feature(cli): add a command'];
    expect(lint([...refused, 'fix(cli): print the reason'])).toEqual({ status: 1, refused });
  });

  test('rejects an unknown scope if it is strict', () => {
    const refused = ['fix(nowhere): print the reason'];
    expect(lint(refused, '--strict')).toEqual({ status: 2, refused });
  });
});

describe('CONTRIBUTING.md', () => {
  test('explains every type and every scope that is no module', () => {
    const text = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
    expect([...CommitMessages.TYPES, ...TOPICS].filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});
