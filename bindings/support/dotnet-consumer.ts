import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import { PUBLISHER } from '../../projenrc/publisher';
import { createProject } from './consumers';
import { findBuiltPackage } from './files';

/** The compiled applications with the built NuGet package. */
export interface DotnetProject {
  readonly folder: string;
  /** Runs an application, and returns its output. */
  run(application: string, env: NodeJS.ProcessEnv): string;
}

const NUGET = 'https://api.nuget.org/v3/index.json';

/** Restores and compiles the applications. Warnings are errors. */
export function createDotnetProject(): DotnetProject {
  const folder = createProject('dotnet');
  const built = findBuiltPackage('.nupkg');
  const version = path.basename(built, '.nupkg').slice(`${PUBLISHER.nuget.packageId}.`.length);
  // A folder for packages of its own, because the version of the built package does not change.
  const env = { ...process.env, NUGET_PACKAGES: path.join(folder, '.nuget'), DOTNET_CLI_TELEMETRY_OPTOUT: '1' };
  const property = `-p:LibraryVersion=${version}`;
  const output = path.join(folder, 'program');
  const sources = ['--source', path.dirname(built), '--source', NUGET];
  execFileSync('dotnet', ['restore', property, ...sources], { cwd: folder, env, stdio: 'pipe' });
  execFileSync('dotnet', ['build', '--no-restore', property, '--output', output], { cwd: folder, env, stdio: 'pipe' });
  const program = path.join(output, 'Application.dll');
  return {
    folder,
    run: (application, environment) => execFileSync('dotnet', [program, application], {
      cwd: folder, encoding: 'utf8', stdio: 'pipe', env: { ...env, ...environment },
    }),
  };
}
