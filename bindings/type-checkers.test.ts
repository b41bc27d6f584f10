import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { type PythonProject, createPythonProject } from './support/consumers';
import { ROOT } from './support/files';
import { readSnippets } from './support/snippets';
import { makeTypedModule } from './support/typed-snippets';

const MINUTES = 60_000;

interface ExportedType {
  readonly name: string;
  readonly datatype?: boolean;
}

interface Assembly {
  readonly types: Readonly<Record<string, ExportedType>>;
}

/** The exported classes, enums and interfaces with methods. Python and Java create structs from keyword arguments. */
function listExportedTypes(): string[] {
  const { types } = JSON.parse(readFileSync(path.join(ROOT, '.jsii'), 'utf8')) as Assembly;
  return Object.values(types).filter(({ datatype }) => datatype !== true).map(({ name }) => name);
}

/** Two mistakes, which show that the type checker reads the types of aws-cdk-lib and of the library. */
const REJECTED = `from aws_cdk import App, Validations
from cdk_s3_mrap import MultiRegionAccessPointChecks


class PluginWithoutVersion:
    name = "plugin"
    rule_ids = None


Validations.of(App()).add_plugins(PluginWithoutVersion())
MultiRegionAccessPointChecks().check_scope("text")
`;

describe('cdk_s3_mrap', () => {
  let project: PythonProject;
  beforeAll(() => {
    project = createPythonProject('type-checkers.txt');
    writeFileSync(path.join(project.folder, 'snippets_of_documents.py'), makeTypedModule(readSnippets()));
  }, 10 * MINUTES);
  afterAll(() => { rmSync(project.folder, { recursive: true }); });

  const FILES = ['every_class.py', 'lint_only.py', 'snippets_of_documents.py'];

  function check(program: string, ...args: string[]) {
    const { folder: cwd, findProgram } = project;
    const { status, stdout, stderr } = spawnSync(findProgram(program), args, { cwd, encoding: 'utf8' });
    return { status, stderr, errors: stdout.split('\n').filter((line) => /\berror\b/.test(line)) };
  }

  test('has an application with every exported class', () => {
    const application = readFileSync(path.join(ROOT, 'bindings', 'python', 'every_class.py'), 'utf8');
    // The application imports each class once, and uses it below.
    const isUsed = (name: string) => application.match(new RegExp(`\\b${name}\\b`, 'g'))?.[1] !== undefined;
    const exported = listExportedTypes();
    expect(exported.length).toBeGreaterThan(30);
    expect(exported.filter((name) => !isUsed(name))).toEqual([]);
  });

  test('passes mypy --strict in the application, the plugin and all published examples', () => {
    expect(check('mypy', '--strict', ...FILES)).toEqual({ status: 0, stderr: '', errors: [] });
  }, 10 * MINUTES);

  test('lets mypy reject a plugin without a version, and a wrong argument of the library', () => {
    writeFileSync(path.join(project.folder, 'rejected.py'), REJECTED);
    const { status, errors } = check('mypy', '--strict', 'rejected.py');
    expect({ status, lines: errors.map((error) => /^rejected\.py:(\d+): error/.exec(error)?.[1]) })
      .toEqual({ status: 1, lines: ['10', '11'] });
  }, 10 * MINUTES);

  test('synthesizes the application with every exported class', () => {
    const { folder: cwd, findProgram } = project;
    const { status, stderr } = spawnSync(findProgram('python'), ['every_class.py'], { cwd, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  }, 10 * MINUTES);
});
