import { execFileSync } from 'node:child_process';
import { closeSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { checkRegularFile } from '../../cli/regular-file';
import { temporaryFolder } from '../support/temporary-folder';

describe('checkRegularFile', () => {
  const folder = temporaryFolder();
  const [file, link, pipe] = ['file', 'link', 'pipe'].map((name) => path.join(folder, name));

  beforeAll(() => {
    writeFileSync(file, '');
    symlinkSync(file, link);
    execFileSync('mkfifo', [pipe]);
  });

  test.each([[file], [link]])('accepts the regular file %s', (accepted) => {
    expect(() => checkRegularFile(accepted)).not.toThrow();
  });

  test.each([
    [folder, 'it is a folder'], [pipe, 'it is a named pipe'], ['/dev/null', 'it is a device'],
    [path.join(folder, 'none'), 'ENOENT'],
  ])('refuses %s: %s', (refused, problem) => {
    expect(() => checkRegularFile(refused)).toThrow(problem);
  });

  test('accepts a pipe that the shell opened, and no folder', () => {
    const [descriptor, opened] = [openSync(pipe, 'r+'), openSync(folder, 'r')];
    expect(() => checkRegularFile(`/dev/fd/${descriptor}`)).not.toThrow();
    expect(() => checkRegularFile(`/dev/fd/${opened}`)).toThrow('it is a folder');
    closeSync(descriptor);
    closeSync(opened);
  });
});
