import { execFileSync } from 'node:child_process';
import { recordReleaseStacks, synthesizeReleaseStacks, UPGRADED_EXAMPLES } from './release-stacks';

/** Records the templates of the examples for a version. Never changes a released version. */
const [version = ''] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) {
  throw new Error(`the version is "${version}"; expected three numbers, for example 0.1.0`);
}
const tag = execFileSync('git', ['tag', '--list', `v${version}`], { encoding: 'utf8' }).trim();
if (tag !== '') throw new Error(`${tag} is released, and deployed stacks have its templates; choose the next version`);
for (const example of UPGRADED_EXAMPLES) recordReleaseStacks(version, example, synthesizeReleaseStacks(example));
