import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { type ApplicationPins } from './comparison';
import { pinsOf, type Template } from './pins';

const EXAMPLES = path.join(__dirname, '..', '..', 'examples');
const FIXTURES = path.join(__dirname, 'examples');
const NESTED = '.nested.template.json';

/** Every folder below `examples` that synthesizes an application, by its `app.ts`. */
export function exampleNames(): string[] {
  return readdirSync(EXAMPLES).filter((name) => existsSync(path.join(EXAMPLES, name, 'app.ts')));
}

/** What an example is made of today, synthesized as the CDK's command line would. */
export function synthesizedPins(example: string): ApplicationPins {
  const outdir = mkdtempSync(path.join(tmpdir(), 'stability-'));
  process.env.CDK_OUTDIR = outdir;
  try {
    createRequire(__filename)(path.join(EXAMPLES, example, 'app.ts'));
    const stacks = new CloudAssembly(outdir).stacksRecursively.map((stack) => [`${stack.stackName} in ${stack.environment.name}`, stack.templateFullPath]);
    const nested = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(NESTED))
      .map((file) => [`nested ${path.basename(file, NESTED)}`, path.join(outdir, file)]);
    return Object.fromEntries([...stacks, ...nested].map(([name, file]) => [name, pinsOf(readJson(file) as Template)]));
  } finally {
    delete process.env.CDK_OUTDIR;
    rmSync(outdir, { recursive: true });
  }
}

export function fixtureNames(): string[] {
  return readdirSync(FIXTURES).map((file) => path.basename(file, '.json'));
}

/** What an example was made of when that was recorded. */
export function recordedPins(example: string): ApplicationPins | undefined {
  const file = fixtureOf(example);
  return existsSync(file) ? readJson(file) as ApplicationPins : undefined;
}

export function recordPins(example: string, pins: ApplicationPins): void {
  writeFileSync(fixtureOf(example), `${JSON.stringify(pins, undefined, 2)}\n`);
}

function fixtureOf(example: string): string {
  return path.join(FIXTURES, `${example}.json`);
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
