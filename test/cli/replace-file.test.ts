import fs from 'node:fs';
import * as path from 'node:path';
import { createFile, replaceFile } from '../../cli/replace-file';
import { temporaryFolder } from '../support/temporary-folder';

/** The disk becomes full while the next text is written. */
function fillDisk(): void {
  const write = fs.writeFileSync;
  jest.spyOn(fs, 'writeFileSync').mockImplementationOnce((file, text) => {
    write(file, String(text).slice(0, 1));
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  });
}

describe('createFile', () => {
  test('never overwrites a file', () => {
    const file = path.join(temporaryFolder(), 'record.json');
    createFile(file, 'a');
    expect(() => createFile(file, 'b')).toThrow('EEXIST');
    expect(fs.readFileSync(file, 'utf8')).toBe('a');
  });

  test('leaves no file on a full disk', () => {
    const folder = temporaryFolder();
    fillDisk();
    expect(() => createFile(path.join(folder, 'record.json'), 'text')).toThrow('ENOSPC');
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

describe('replaceFile', () => {
  test('replaces a file', () => {
    const folder = temporaryFolder();
    replaceFile(path.join(folder, 'record.json'), 'a');
    replaceFile(path.join(folder, 'record.json'), 'b');
    expect(fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))).toEqual(['b']);
  });

  test('keeps the former text on a full disk', () => {
    const folder = temporaryFolder();
    replaceFile(path.join(folder, 'record.json'), 'former');
    fillDisk();
    expect(() => replaceFile(path.join(folder, 'record.json'), 'next')).toThrow('ENOSPC');
    expect(fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))).toEqual(['former']);
  });
});
