import { statSync } from 'node:fs';
import * as path from 'node:path';
import { type RunTool } from '../run-program';

/** Reads the commit of the repository that contains a file or folder. Undefined without a repository or Git. */
export async function readCommit(
  runTool: RunTool, source: string, environment: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const folder = statSync(source).isDirectory() ? source : path.dirname(source);
  const command = ['git', 'describe', '--always', '--abbrev=12', '--exclude=*', '--dirty=, with changes'];
  const result = await runTool(command, folder, environment).catch(() => undefined);
  const text = result?.output.trim() ?? '';
  return result?.code === 0 && /^[0-9a-f]{12,64}(, with changes)?$/.test(text) ? text : undefined;
}
