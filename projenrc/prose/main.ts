import * as path from 'node:path';
import { Command } from 'commander';
import { lintProse } from './lint-prose';

new Command()
  .name('lint:prose')
  .description(
    'Counts the limited phrases in each kind of text, checks test titles, and exits with 1 if a budget is exceeded',
  )
  .argument('[paths...]', 'list every place in these files and folders, relative to the checkout')
  .option('--all', 'list every place', false)
  .action((paths: string[], { all }: { all: boolean }) => {
    process.exitCode = lintProse(path.join(__dirname, '..', '..'), { all, paths }, process.stdout);
  })
  .parse();
