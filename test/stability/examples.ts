import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type ApplicationPins } from './comparison';
import { makePins, type Template } from './pins';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const FIXTURES = path.join(__dirname, 'examples');
const NESTED_SUFFIX = '.nested.template.json';

/** Lists the folders below `examples` that contain an `app.ts`. */
export function listExamples(): string[] {
  return readdirSync(EXAMPLES).filter((name) => existsSync(path.join(EXAMPLES, name, 'app.ts')));
}

/** Synthesizes an example like the CDK CLI, and makes its pins. */
export function synthesizePins(example: string): ApplicationPins {
  const outdir = mkdtempSync(path.join(tmpdir(), 'stability-'));
  process.env.CDK_OUTDIR = outdir;
  try {
    createRequire(__filename)(path.join(EXAMPLES, example, 'app.ts'));
    const stacks = new CloudAssembly(outdir).stacksRecursively
      .map((stack) => [`${stack.stackName} in ${stack.environment.name}`, stack.templateFullPath]);
    const nested = readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(NESTED_SUFFIX))
      .map((file) => [`nested ${path.basename(file, NESTED_SUFFIX)}`, path.join(outdir, file)]);
    return Object.fromEntries([...stacks, ...nested].map(([name, file]) =>
      [name, makePins(readJson(file) as Template)]));
  } finally {
    delete process.env.CDK_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

/** Lists the examples with recorded pins. */
export function listRecordedExamples(): string[] {
  return readdirSync(FIXTURES).map((file) => path.basename(file, '.json'));
}

/** Reads the recorded pins of an example. */
export function readRecordedPins(example: string): ApplicationPins | undefined {
  const file = makeFixturePath(example);
  return existsSync(file) ? readJson(file) as ApplicationPins : undefined;
}

export function recordPins(example: string, pins: ApplicationPins): void {
  writeFileSync(makeFixturePath(example), `${JSON.stringify(pins, undefined, 2)}\n`);
}

function makeFixturePath(example: string): string {
  return path.join(FIXTURES, `${example}.json`);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
