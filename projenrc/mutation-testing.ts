import { Component, JsonFile, type typescript } from 'projen';

/** Mutation testing of what decides: facts and checks turned wrong, one at a time, must be noticed by a test. */
export class MutationTesting extends Component {
  constructor(project: typescript.TypeScriptProject) {
    super(project);
    new JsonFile(project, 'stryker.config.json', {
      marker: false,
      obj: {
        // Texts of diagnostics are judged by readers.
        mutate: ['src/checks/**/*.ts', 'src/rules/**/*.ts', '!src/checks/diagnostics/**', '!src/checks/not-checked.ts'],
        testRunner: 'jest',
        plugins: ['@stryker-mutator/jest-runner'],
        jest: {
          projectType: 'custom',
          enableFindRelatedTests: false,
          config: {
            testMatch: ['<rootDir>/test/checks/**/*.test.ts', '<rootDir>/test/rules/**/*.test.ts', '<rootDir>/test/lint/corpus.test.ts'],
            transform: { '^.+\\.[t]sx?$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
            moduleNameMapper: { '^cdk-s3-mrap$': '<rootDir>/src/index.ts' },
          },
        },
        coverageAnalysis: 'perTest',
        // What runs once when a file is loaded costs a whole suite for each mutant.
        ignoreStatic: true,
        ignorePatterns: ['/cdk.out*', '/coverage', '/dist', '/docs', '/lib', '/test-reports', '/examples', '/simulator', '/lambda', '/control'],
        reporters: ['clear-text', 'html', 'json'],
        clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
        thresholds: { high: 90, low: 85, break: 85 },
        tempDirName: '.stryker-tmp',
        checkers: [],
      },
    });
    project.addTask('test:mutation', {
      description: 'Mutation testing of src/checks and src/rules; a part with --mutate "src/rules/iam/**"',
      exec: 'stryker run',
      receiveArgs: true,
    });
    for (const pattern of ['/.stryker-tmp/', '/reports/']) project.gitignore.exclude(pattern);
    project.npmignore?.exclude('/stryker.config.json');
  }
}
