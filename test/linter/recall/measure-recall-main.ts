import { readdirSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { measureRecall, renderRecall } from './measure-recall';

const files = process.argv.slice(2).flatMap((source) => (statSync(source).isDirectory()
  ? readdirSync(source, { recursive: true, encoding: 'utf8' }).map((name) => path.join(source, name))
    .filter((file) => statSync(file).isFile())
  : [source]));
if (files.length === 0) throw new Error('expected folders or templates: npm run lint:recall -- <folder>');
const printFile = (file: string): void => { process.stderr.write(`${file}\n`); };
process.stdout.write(renderRecall(measureRecall(files.sort(), undefined, printFile)));
