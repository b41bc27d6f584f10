import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { ROOT } from './files';

/** The templates of an application, stages and nested stacks included, by their paths in the cloud assembly. */
export type Templates = Readonly<Record<string, unknown>>;

/** Runs something with an empty folder of its own. */
export function inEmptyFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'bindings-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What an application synthesizes that is run as the CDK's command line would. */
export function synthesize(run: (env: NodeJS.ProcessEnv) => void): Templates {
  return inEmptyFolder((outdir) => {
    run({ ...process.env, CDK_OUTDIR: outdir });
    const files = readdirSync(outdir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.template.json')).sort();
    return Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(path.join(outdir, file), 'utf8'))]));
  });
}

/** The templates of an example as it stands in `examples`. */
export function synthesizeExample(example: string): Templates {
  return synthesize((env) => {
    execFileSync('npx', ['tsx', '--tsconfig', 'tsconfig.dev.json', `examples/${example}/app.ts`], { cwd: ROOT, env, stdio: 'pipe' });
  });
}
