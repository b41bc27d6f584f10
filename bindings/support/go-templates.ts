import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from './files';
import { runGo } from './go-module';
import { runInEmptyFolder, synthesize, type Templates } from './templates';

/** Lists the npm packages that the modules of a project contain for jsii. */
function listNpmPackages(project: string): string[] {
  const folders = runGo(project, 'list', '-deps', '-f', '{{with .Module}}{{.Dir}}/jsii{{end}}', './...').split('\n');
  return [...new Set(folders)].filter((folder) => folder !== '' && existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith('.tgz'));
}

function unpack(tarball: string, modules: string): void {
  const read = ['--extract', '--to-stdout', '--gzip', '--file', tarball, 'package/package.json'];
  const { name } = JSON.parse(execFileSync('tar', read, { encoding: 'utf8' })) as { name: string };
  const target = path.join(modules, name);
  mkdirSync(target, { recursive: true });
  execFileSync('tar', ['--extract', '--gzip', '--file', tarball, '--strip-components=1', '--directory', target]);
}

/** Synthesizes the TypeScript version of an example with the npm packages that an application in Go uses. */
export function synthesizeWithPackagesOf(project: string, example: string): Templates {
  return runInEmptyFolder((folder) => {
    for (const tarball of listNpmPackages(project)) unpack(tarball, path.join(folder, 'node_modules'));
    cpSync(path.join(ROOT, 'examples', example), folder, { recursive: true });
    const tsx = path.join(ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
    return synthesize((env) => {
      execFileSync('node', [tsx, 'app.ts'], { cwd: folder, env: { ...env, NODE_PATH: '' }, stdio: 'pipe' });
    });
  });
}
