import { Component, JsonFile, type typescript } from 'projen';

/** Mutation testing of the checks and the linter: a test must detect each mutant. */
export class MutationTesting extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project);
    new JsonFile(project, 'stryker.config.json', {
      marker: false,
      obj: {
        // Tests do not cover the texts of diagnostics.
        mutate: [
          'src/diagnostics/**/*.ts', 'src/linter/{engine,evaluation,iam,model,rules}/**/*.ts', 'cli/lint/**/*.ts',
          '!src/diagnostics/definitions/**', '!src/diagnostics/not-checked.ts',
        ],
        // Mocha runs all mutants in one process. With a new process for each mutant, a run would take hours.
        testRunner: 'mocha',
        plugins: ['@stryker-mutator/mocha-runner'],
        mochaOptions: {
          'no-config': true,
          'ui': 'bdd',
          'require': ['tsx/cjs', './test/support/mocha.ts'],
          'spec': [
            'test/diagnostics/**/*.test.ts', 'test/linter/{engine,evaluation,iam,model,rules}/**/*.test.ts',
            'test/linter/corpus.test.ts', 'test/cli/lint*.test.ts',
          ],
        },
        coverageAnalysis: 'perTest',
        // Code that runs when a file is loaded cannot be mutated afterwards.
        ignoreStatic: true,
        ignorePatterns: ['/cdk.out*', '/coverage', '/dist', '/docs', '/lib', '/test-reports', '/examples'],
        reporters: ['clear-text', 'html', 'json'],
        clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
        thresholds: { high: 90, low: 85, break: 85 },
        tempDirName: '.stryker-tmp',
        checkers: [],
        disableTypeChecks: false,
      },
    });
    project.addTask('test:mutation', {
      description:
        'Run mutation tests of src/diagnostics and src/linter, or of a part with --mutate "src/linter/iam/**"',
      exec: 'stryker run',
      receiveArgs: true,
    });
    for (const pattern of ['/.stryker-tmp/', '/reports/']) project.gitignore.exclude(pattern);
    project.npmignore?.exclude('/stryker.config.json');
  }
}
