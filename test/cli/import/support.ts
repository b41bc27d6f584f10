import { symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { type RunTool } from '../../../cli/run-program';
import { temporaryFolder } from '../../support/temporary-folder';

const NODE_MODULES = path.join(__dirname, '..', '..', '..', 'node_modules');

/** Makes a path for a generated application, whose code finds the packages of this repository. */
export function makeApplicationFolder(): string {
  const parent = temporaryFolder();
  symlinkSync(NODE_MODULES, path.join(parent, 'node_modules'));
  return path.join(parent, 'application');
}

/** Runs a generated TypeScript application in this process, and installs nothing. */
export const runInProcess: RunTool = async (command, folder, environment) => {
  if (command[1] !== 'tsx') return { code: 0, output: '' };
  process.env.CDK_OUTDIR = environment.CDK_OUTDIR;
  try {
    createRequire(__filename)(path.join(folder, command[2]));
    return { code: 0, output: '' };
  } finally {
    delete process.env.CDK_OUTDIR;
  }
};
