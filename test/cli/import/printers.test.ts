import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import * as path from 'node:path';
import * as ts from 'typescript';
import { writeApplication } from '../../../cli/import/application-folder';
import { buildApplication } from '../../../cli/import/build-application';
import { compareStates } from '../../../cli/import/compare-states';
import { call, json } from '../../../cli/import/expressions';
import { ACCESS_POINT_ARN } from '../../../cli/import/imported-state';
import { LANGUAGE_TOOLS, makeApplicationFiles } from '../../../cli/import/languages';
import { printGo } from '../../../cli/import/printers/go';
import { printTypeScript } from '../../../cli/import/printers/typescript';
import { readSynthesizedState, synthesizeApplication } from '../../../cli/import/synthesize';
import { temporaryFolder } from '../../support/temporary-folder';
import { FULL_STATE } from './full-state';
import { makeApplicationFolder, runInProcess } from './support';

const ROOT = path.join(__dirname, '..', '..', '..');

const print = (language: Parameters<typeof makeApplicationFiles>[0]) =>
  makeApplicationFiles(language, 'media', buildApplication(FULL_STATE, { region: 'eu-west-1' }));

/** Returns the messages of the type checker for a generated application. */
function findTypeErrors(file: string): string[] {
  const program = ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    noUnusedLocals: true,
    ignoreDeprecations: '6.0',
    paths: { 'cdk-s3-mrap': [path.join(ROOT, 'src', 'index.ts')] },
    typeRoots: [path.join(ROOT, 'node_modules', '@types')],
    types: ['node'],
  });
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('printStatements', () => {
  test('prints a TypeScript application without type errors', () => {
    const folder = temporaryFolder();
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    writeApplication(folder, print('typescript'));
    expect(findTypeErrors(path.join(folder, 'app.ts'))).toEqual([]);
  });

  test('prints a TypeScript application whose templates declare the imported state', async () => {
    const folder = makeApplicationFolder();
    writeApplication(folder, print('typescript'));
    const assembly = await synthesizeApplication(runInProcess, 'typescript', folder, {});
    expect(compareStates(FULL_STATE, readSynthesizedState(assembly, FULL_STATE.name))).toEqual([]);
  });

  test('prints a Python application without syntax errors', () => {
    const { 'app.py': code } = print('python');
    const check = 'import ast, sys; print(len(ast.parse(sys.stdin.read()).body))';
    expect(Number(execFileSync('python3', ['-c', check], { input: code, encoding: 'utf8' }))).toBeGreaterThan(10);
  });

  test('prints carriage returns and byte order marks as escape sequences', () => {
    const value = json(`${ACCESS_POINT_ARN}\r\ufeff`, 'accessPoint');
    const statements = [{ kind: 'expression' as const, value: call('accessPoint', 'add', [value]) }];
    expect(printTypeScript(statements)).toContain('\\r');
    expect(printTypeScript(statements)).not.toContain('\r');
    expect(printGo(statements)).toContain('"\\r\\ufeff"');
  });

  test('prints no space at the end of a line of a comment', () => {
    const statements = ['', 'ends with a space '].map((text) => ({ kind: 'comment' as const, text }));
    expect(printGo(statements)).toContain('\t//\n\t// ends with a space\n');
  });

  test.each(['python', 'java', 'go'] as const)('prints the same application in %s', (language) => {
    expect(print(language)[LANGUAGE_TOOLS[language].main]).toMatchSnapshot();
  });
});
