import { rmSync } from 'node:fs';
import { testErrorMessage, testTemplates } from './support/common-tests';
import { createDotnetProject, type DotnetProject } from './support/dotnet-consumer';
import { synthesize, synthesizeExample } from './support/templates';

const MINUTES = 60_000;

// The task package:dotnet runs this suite, so that no release contains a package that does not work.
describe('bindings/dotnet', () => {
  let project: DotnetProject;
  beforeAll(() => { project = createDotnetProject(); }, 15 * MINUTES);
  afterAll(() => { rmSync(project.folder, { recursive: true }); });

  testTemplates(
    ['minimal'], synthesizeExample, (example) => synthesize((env) => { project.run(example, env); }), 5 * MINUTES,
  );

  test('synthesizes the application with every exported class', () => {
    expect(Object.keys(synthesize((env) => { project.run('every-class', env); })).length).toBeGreaterThan(5);
  }, 5 * MINUTES);

  testErrorMessage(() => project.run('invalid-declaration', process.env), 5 * MINUTES);
});
