import { execFileSync, spawnSync } from 'node:child_process';

/** The last commit before commit messages followed Conventional Commits. */
export const LAST_UNCONVENTIONAL_COMMIT = '4de5466999c243bc934488132e7e4e7f20c826b3';

export interface CommitRange {
  /** The commit before the first one of the range. Without it, the range begins with the oldest commit of the clone. */
  readonly from?: string;
  readonly to: 'HEAD';
  readonly count: number;
}

/**
 * The commits of a branch: all commits that a base does not contain. A shallow clone may lack the last unconventional
 * commit; then all of its commits are newer. A base that the caller names must be there.
 */
export function findCommitRange(repository: string, base?: string): CommitRange {
  const from = base ?? LAST_UNCONVENTIONAL_COMMIT;
  const known = hasCommit(repository, from);
  if (base !== undefined && !known) {
    throw new Error(`the commit of COMMITS_BASE is not in this clone, got "${base}"; clone without --depth`);
  }
  const range = known ? `${from}..HEAD` : 'HEAD';
  const counted = execFileSync('git', ['rev-list', '--count', '--no-merges', range], { cwd: repository });
  return { ...(known && { from }), to: 'HEAD', count: Number(counted) };
}

function hasCommit(repository: string, commit: string): boolean {
  return spawnSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: repository }).status === 0;
}
