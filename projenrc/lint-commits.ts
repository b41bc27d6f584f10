import { spawnSync } from 'node:child_process';
import { findCommitRange } from './commit-range';

const { from, to, count } = findCommitRange(process.cwd(), process.env.COMMITS_BASE || undefined);
const range = from === undefined ? ['--to', to] : ['--from', from, '--to', to];
const { status } = spawnSync('commitlint', [...range, ...process.argv.slice(2)], { stdio: 'inherit' });
const commits = `${count} commits ${from === undefined ? 'of this clone' : `after ${from.slice(0, 7)}`}`;
console.log(`${commits}: ${status === 0 ? 'all are Conventional Commits' : 'see above'}`);
process.exitCode = status ?? 1;
