import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { createConsumer, createProject, type Consumer } from './consumers';
import { runGo, selectModules } from './go-module';
import { makeGoFile } from './snippets';

/** A module with the built module of the library, and its compiled applications. */
export interface GoProject {
  readonly folder: string;
  /** The folder of the compiled applications. */
  readonly programs: string;
}

/** Compiles the applications. The cache of Go contains aws-cdk-lib after the first time. */
export function createGoProject(): GoProject {
  const folder = createProject('go');
  const programs = path.join(folder, 'programs');
  mkdirSync(programs);
  selectModules(folder);
  runGo(folder, 'build', '-o', programs, './...');
  return { folder, programs };
}

/** Uses a project with the compiled applications. */
export function createGoConsumer({ folder: project, programs }: GoProject = createGoProject()): Consumer {
  return createConsumer(
    project,
    (application) => [path.join(programs, application), []],
    (_start, snippets) => {
      const folder = path.join(project, 'snippets');
      mkdirSync(folder);
      for (const [index, { go }] of snippets.entries()) {
        writeFileSync(path.join(folder, `snippet${index}.go`), makeGoFile(`snippet${index}`, go));
      }
      runGo(project, 'vet', './snippets');
    },
    (application) => {
      selectModules(application);
      runGo(application, 'vet', '.');
      return [['go', ['run', '.']]];
    },
  );
}
