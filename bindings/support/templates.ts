import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ROOT } from './files';

/** The templates of an application, stages and nested stacks included, by their paths in the cloud assembly. */
export type Templates = Readonly<Record<string, unknown>>;

/** Runs a function with a new empty folder. */
export function runInEmptyFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'bindings-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Synthesizes an application with the environment variables of the CDK CLI, and returns its templates. */
export function synthesize(run: (env: NodeJS.ProcessEnv) => void): Templates {
  return runInEmptyFolder((outdir) => {
    run({ ...process.env, CDK_OUTDIR: outdir });
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.template.json'))
      .sort();
    return Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(path.join(outdir, file), 'utf8'))]));
  });
}

/** Synthesizes the TypeScript version of an example. */
export function synthesizeExample(example: string): Templates {
  const args = ['tsx', '--tsconfig', 'tsconfig.dev.json', `examples/${example}/app.ts`];
  return synthesize((env) => {
    execFileSync('npx', args, { cwd: ROOT, env, stdio: 'pipe' });
  });
}
