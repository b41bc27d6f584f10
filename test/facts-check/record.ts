import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { readProject, selectionOf } from '../../projenrc/facts-check/compare';
import { describePackages } from '../../projenrc/facts-check/inputs/install';
import { loadInputs } from '../../projenrc/facts-check/inputs/load';
import { excerptOf } from './excerpt';

/**
 * Writes an excerpt of the packages in a folder, as `npm run facts:check -- --keep` leaves it, into `recorded`:
 *
 *     npx tsx --tsconfig tsconfig.dev.json test/facts-check/record.ts <folder> <name> <date of the packages>
 */
async function record([folder, name, date]: readonly string[]): Promise<void> {
  const packages = await describePackages(folder);
  const project = readProject();
  const { inputs, failures } = loadInputs(folder, selectionOf(project), packages, new Date(date));
  for (const { message } of failures) console.error(message);
  const file = path.join(__dirname, 'recorded', `${name}.json`);
  writeFileSync(file, `${JSON.stringify(excerptOf(inputs, project))}\n`);
  console.log(`${path.relative(process.cwd(), file)} with ${failures.length} failures`);
}

void record(process.argv.slice(2));
