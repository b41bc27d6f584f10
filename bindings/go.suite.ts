import { execFileSync } from 'node:child_process';
import * as path from 'node:path';
import * as fc from 'fast-check';
import { printGo } from '../cli/import/printers/go';
import { STATEMENTS } from '../test/cli/import/random-statements';
import { testErrorMessage, testPublishedExamples, testReadme, testTemplates } from './support/common-tests';
import { type Consumer } from './support/consumers';
import { listAllTypes, listMissingTypes } from './support/exported-types';
import { ROOT } from './support/files';
import { createGoConsumer, createGoProject, type GoProject } from './support/go-consumer';
import { MODULE, runGo } from './support/go-module';
import { synthesizeWithPackagesOf } from './support/go-templates';

const MINUTES = 60_000;
/** The first compilation of aws-cdk-lib. Afterwards, the cache of Go contains it. */
const COMPILATION_TIMEOUT = 60 * MINUTES;
const APPLICATIONS = path.join(ROOT, 'bindings', 'go');

describe('bindings/go', () => {
  let project: GoProject;
  let consumer: Consumer;
  beforeAll(() => {
    project = createGoProject();
    consumer = createGoConsumer(project);
  }, COMPILATION_TIMEOUT);
  afterAll(() => { consumer.remove(); });

  test('has an application with every exported class, struct and enum', () => {
    expect(listAllTypes().length).toBeGreaterThan(50);
    // Functions begin with New or end with a method, and the names of other types can begin with the same words.
    const makePattern = (name: string) => new RegExp(`\\bcdks3mrap\\.(?:New)?${name}(?![A-Za-z0-9])`);
    expect(listMissingTypes('go/every-class/main.go', makePattern)).toEqual([]);
  });

  test('has no findings of go vet in the applications and in the module', () => {
    expect(runGo(project.folder, 'vet', './...', MODULE)).toBe('');
  }, COMPILATION_TIMEOUT);

  test('has the format of gofmt', () => {
    expect(execFileSync('gofmt', ['-l', APPLICATIONS], { encoding: 'utf8' })).toBe('');
  });

  test('has the format of gofmt in random applications that "import" prints', () => {
    for (const statements of fc.sample(STATEMENTS, { numRuns: 300, seed: 25 })) {
      const code = printGo(statements);
      expect(execFileSync('gofmt', { input: code, encoding: 'utf8' })).toBe(code);
    }
  });

  // The newest aws-cdk-lib writes other templates than the oldest, so both languages use the same.
  testTemplates(
    ['active-passive', 'minimal'], (example) => synthesizeWithPackagesOf(project.folder, example),
    (example) => consumer.synthesize(example), 5 * MINUTES,
  );

  test('synthesizes the application with every exported class', () => {
    expect(Object.keys(consumer.synthesize('every-class')).length).toBeGreaterThan(5);
  }, 5 * MINUTES);

  testErrorMessage(() => consumer.printInvalidDeclaration());
  testPublishedExamples((snippets) => { consumer.verifySnippets(snippets); }, COMPILATION_TIMEOUT);
});

describe('README.md', () => {
  testReadme('Go', COMPILATION_TIMEOUT);
});
