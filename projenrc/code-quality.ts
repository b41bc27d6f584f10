import { Component, type typescript } from 'projen';

const BUNDLED_FOLDERS = ['lambda', 'control', 'cli', 'simulator'];
const OTHER_FOLDERS = ['verify', 'examples', 'bench', 'bindings', 'testing', 'projenrc'];

/** Lint, type checks and coverage for every folder with TypeScript. By default, projen covers `src` and `test` only. */
export class CodeQuality extends Component {
  public static readonly DEV_FOLDERS = ['test', ...BUNDLED_FOLDERS, ...OTHER_FOLDERS];

  public static readonly CHECKED_FILES = [
    '.projenrc.ts',
    'src/**/*.ts',
    ...CodeQuality.DEV_FOLDERS.map((folder) => `${folder}/**/*.ts`),
  ];

  public static readonly DEV_COMPILER_OPTIONS = {
    noEmit: true,
    // Examples import the library as users do.
    paths: { 'cdk-s3-mrap': ['./src/index.ts'] },
  };

  public static readonly JEST = {
    roots: ['<rootDir>/test'],
    testMatch: ['<rootDir>/test/**/*.test.ts'],
    runtime: '<rootDir>/test/runtime.js',
    globalSetup: '<rootDir>/test/before-all-files.ts',
    globalTeardown: '<rootDir>/test/after-all-files.ts',
    setupFiles: ['<rootDir>/test/setup.ts'],
    setupFilesAfterEnv: ['<rootDir>/test/after-each-file.ts'],
    // One process per core. Jest restarts a process before its memory slows down the tests after it.
    maxWorkers: '100%',
    // Tests must not fail on a busy machine.
    testTimeout: 60_000,
    workerIdleMemoryLimit: '1GB',
    moduleNameMapper: {
      '^cdk-s3-mrap$': '<rootDir>/src/index.ts',
      // These packages contain ECMAScript modules, but jest loads CommonJS.
      '^(d3-geo|d3-array)$': '<rootDir>/node_modules/$1/dist/$1.js',
    },
    // Istanbul counts every branch of a function without coverage; v8 counts one.
    coverageProvider: 'babel' as const,
    coverageDirectory: 'coverage',
    collectCoverageFrom: ['src', ...BUNDLED_FOLDERS].map((folder) => `${folder}/**/*.ts`),
    coverageThreshold: { branches: 95, functions: 98, lines: 98, statements: 98 },
    coverageReporters: ['text-summary', 'lcov'],
  };

  constructor(project: typescript.TypeScriptProject) {
    super(project);

    project.eslint?.addRules({
      'max-lines': ['error', 400],
      '@stylistic/max-len': ['error', { code: 120, ignoreUrls: true }],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/explicit-member-accessibility': ['error', { overrides: { constructors: 'no-public' } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      'import/order': [
        'error',
        {
          groups: ['builtin', 'external', 'parent', 'sibling', 'index'],
          alphabetize: { order: 'asc', caseInsensitive: true },
        },
      ],
    });
    if (project.eslint) {
      // Comments cannot disable rules. Change a rule here instead.
      project.eslint.config.noInlineConfig = true;
    }
    for (const folder of ['assets/', 'bin/', 'lib/']) project.eslint?.addIgnorePattern(folder);

    const typecheck = project.addTask('typecheck', {
      description:
        'Check the types of all folders: sources, programs, tests, examples, benchmarks and project configuration',
      exec: 'tsc --noEmit --project tsconfig.dev.json',
    });
    project.testTask.spawn(typecheck);

    const prose = project.addTask('lint:prose', {
      description: 'Checks comments, docs, messages and test titles for phrases with a budget; paths or --all list '
        + 'every place',
      exec: 'tsx --tsconfig tsconfig.dev.json projenrc/prose/main.ts',
      receiveArgs: true,
    });
    project.testTask.spawn(prose);
  }
}
