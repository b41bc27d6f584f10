import * as path from 'node:path';
import { Component, JsonFile, type typescript } from 'projen';
import { LAYERS } from './layering';

/** Scopes beside the modules: what a change is about that is in no module. CONTRIBUTING.md explains them. */
export const TOPICS = [
  // Documents.
  'readme', 'contributing', 'architecture', 'adr', 'assumptions', 'runbook', 'rules', 'security', 'clients', 'audit',
  'changelog', 'api', 'language',
  // Suites and programs around the library.
  'examples', 'bench', 'bindings', 'testing', 'verify', 'life-cycle', 'stability', 'deploy', 'browser', 'test',
  // Delivery.
  'deps', 'ci', 'release', 'packaging', 'projenrc', 'src',
];

/** The folders of the import table by their own names, and the topics. */
export const SCOPES = [...new Set([...LAYERS.map(({ folder }) => path.basename(folder, '.ts')), ...TOPICS])].sort();

/** Conventional Commits, as commitlint checks them. */
export class CommitMessages extends Component {
  /** The types of config-conventional. */
  public static readonly TYPES = [
    'build', 'chore', 'ci', 'docs', 'feat', 'fix', 'perf', 'refactor', 'revert', 'style', 'test',
  ];

  constructor(project: typescript.TypeScriptProject) {
    super(project);
    new JsonFile(project, '.commitlintrc.json', {
      obj: {
        extends: ['@commitlint/config-conventional'],
        rules: {
          'type-enum': [2, 'always', CommitMessages.TYPES],
          // A warning, which --strict turns into a failure: renaming a module does not invalidate older commits.
          'scope-enum': [1, 'always', SCOPES],
          // A subject may begin with a name of AWS.
          'subject-case': [0],
          'body-max-line-length': [2, 'always', 120],
          'footer-max-line-length': [2, 'always', 120],
        },
      },
    });
    project.npmignore?.exclude('/.commitlintrc.json');
    project.addTask('lint:commits', {
      description: 'Fails for commits after COMMITS_BASE that are not Conventional Commits; --strict checks scopes too',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/lint-commits.ts',
      receiveArgs: true,
    });
  }
}
