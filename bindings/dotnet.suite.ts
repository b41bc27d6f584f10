import { rmSync } from 'node:fs';
import { createDotnetProject, type DotnetProject } from './support/dotnet-consumer';
import { catchInvalidDeclaration } from './support/invalid-declaration';
import { synthesize, synthesizeExample } from './support/templates';

const MINUTES = 60_000;

// The task package:dotnet runs this suite, so that no release contains a package that does not work.
describe('bindings/dotnet', () => {
  let project: DotnetProject;
  beforeAll(() => { project = createDotnetProject(); }, 15 * MINUTES);
  afterAll(() => { rmSync(project.folder, { recursive: true }); });

  test('synthesizes the same templates as TypeScript for minimal', () => {
    const templates = synthesizeExample('minimal');
    expect(Object.keys(templates)).not.toEqual([]);
    expect(synthesize((env) => { project.run('minimal', env); })).toEqual(templates);
  }, 5 * MINUTES);

  test('synthesizes the application with every exported class', () => {
    expect(Object.keys(synthesize((env) => { project.run('every-class', env); })).length).toBeGreaterThan(5);
  }, 5 * MINUTES);

  test('prints the construct path and the code, message and repair of each finding', () => {
    const { constructPath, findings } = catchInvalidDeclaration();
    const printed = project.run('invalid-declaration', process.env);
    expect(printed).toContain(constructPath);
    for (const { ruleId, message, fix } of findings) expect(printed).toContain(`[${ruleId}] ${message}; ${fix}`);
  }, 5 * MINUTES);
});
