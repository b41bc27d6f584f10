import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { findTemplateFiles, isAssembly } from '../../cli/lint/find-template-files';
import { temporaryFolder } from '../support/temporary-folder';

/** Writes files into a new folder. A path with a slash at its end is a folder. */
function makeFolder(...names: readonly (string | readonly [string, string])[]): string {
  const folder = temporaryFolder();
  for (const entry of names) {
    const [name, text] = typeof entry === 'string' ? [entry, ''] : entry;
    const file = path.join(folder, name);
    mkdirSync(name.endsWith('/') ? file : path.dirname(file), { recursive: true });
    if (!name.endsWith('/')) writeFileSync(file, text);
  }
  return folder;
}

/** The content of a folder, with relative paths. */
function find(folder: string, below = '.') {
  const { files, assemblies, unreadable } = findTemplateFiles(path.join(folder, below));
  const shorten = (file: string) => path.relative(folder, file).split(path.sep).join('/');
  return { files: files.map(shorten), assemblies: assemblies.map(shorten), unreadable };
}

const CLOUD_ASSEMBLY = '{"version": "1.0", "artifacts" : {}}';

describe('findTemplateFiles', () => {
  test('finds files with the extensions of templates, in the order of their names', () => {
    const folder = makeFolder(
      'b.yaml', 'a.yml', 'c.JSON', 'D.template', 'e.txt', 'f.yaml.bak', 'cdk.json', 'g.yaml/', 'a/z.yaml',
    );
    expect(find(folder).files).toEqual(['D.template', 'a.yml', 'b.yaml', 'c.JSON', 'a/z.yaml']);
  });

  test('omits folders of git and npm', () => {
    const folder = makeFolder('.git/a.yaml', 'node_modules/x/b.yaml', 'c.yaml', 'd/node_modules/e.yaml');
    expect(find(folder).files).toEqual(['c.yaml']);
  });

  test('finds cloud assemblies and reads no files of them', () => {
    const folder = makeFolder(
      ['cdk.out/manifest.json', CLOUD_ASSEMBLY], 'cdk.out/Main.template.json', ['web/manifest.json', '{}'],
      ['deep/below/cdk.out/manifest.json', CLOUD_ASSEMBLY],
    );
    expect(find(folder)).toEqual({
      files: ['web/manifest.json'], assemblies: ['cdk.out', 'deep/below/cdk.out'], unreadable: [],
    });
  });

  test('reads a folder that contains folders with the names of its files', () => {
    const folder = makeFolder('manifest.json/', '.gitignore/', 'a.yaml');
    expect(find(folder)).toEqual({ files: ['a.yaml'], assemblies: [], unreadable: [] });
  });

  test('follows links to files once, and no links to folders', () => {
    const folder = makeFolder('real/a.yaml', 'outside.yaml', 'linked/');
    const link = (target: string, name: string) => { symlinkSync(target, path.join(folder, 'linked', name)); };
    link('../outside.yaml', 'b.yaml');
    link('../outside.yaml', 'copy.yaml');
    link('../real', 'folder');
    link('../real', 'folder.yaml');
    link('missing.yaml', 'broken.yaml');
    expect(find(folder, 'linked').files).toEqual(['linked/b.yaml']);
    expect(find(folder).files).toEqual(['outside.yaml', 'real/a.yaml']);
  });

  test('reports a folder that cannot be read', () => {
    const missing = path.join(makeFolder(), 'missing');
    expect(findTemplateFiles(missing)).toEqual({
      files: [], assemblies: [], unreadable: [{ folder: missing, problem: 'no such file or directory' }],
    });
  });

  test.each<[string, (string | [string, string])[], string[]]>([
    ['a folder', [['.gitignore', 'build/\n'], 'build/a.yaml', 'src/build/b.yaml', 'build.yaml'], ['build.yaml']],
    ['a path', [['.gitignore', '/sub/a.yaml\r\n'], 'sub/a.yaml', 'sub/sub/a.yaml'], ['sub/sub/a.yaml']],
    ['files of a folder', [['sub/.gitignore', '*.json'], 'a.json', 'sub/b.json', 'sub/c.yml'], ['a.json', 'sub/c.yml']],
    [
      'all files except one',
      [['.gitignore', 'sub/*\n'], ['sub/.gitignore', '!a.yaml\n'], 'sub/a.yaml', 'sub/b.yaml'],
      ['sub/a.yaml'],
    ],
    ['no file of an ignored folder', [['.gitignore', 'sub/\n'], ['sub/.gitignore', '!a.yaml'], 'sub/a.yaml'], []],
  ])('omits files that git ignores: %s', (_, names, expected) => {
    expect(find(makeFolder(...names)).files).toEqual(expected);
  });

  describe('in a folder of a repository', () => {
    const makeRepository = () => makeFolder(
      '.git/', ['.gitignore', 'generated/\n*.bak.yaml\n'], 'app/a.yaml', 'app/b.bak.yaml', 'app/generated/c.yaml',
      'generated/d.yaml',
    );

    test('applies the patterns of the folders above', () => {
      expect(find(makeRepository(), 'app').files).toEqual(['app/a.yaml']);
    });

    test('reads an ignored folder that the user names', () => {
      expect(find(makeRepository(), 'generated').files).toEqual(['generated/d.yaml']);
      expect(find(makeRepository(), 'app/generated').files).toEqual(['app/generated/c.yaml']);
    });

    test('applies no patterns from outside of the repository', () => {
      const folder = makeFolder('.git/', ['.gitignore', 'a.yaml'], 'inner/.git/', 'inner/app/a.yaml', 'inner/a.yaml');
      expect(find(folder, 'inner').files).toEqual(['inner/a.yaml', 'inner/app/a.yaml']);
      expect(find(folder, 'inner/app').files).toEqual(['inner/app/a.yaml']);
    });
  });
});

describe('isAssembly', () => {
  test.each([
    ['a manifest with artifacts', '{"artifacts": {}}', true],
    ['a manifest with spaces', CLOUD_ASSEMBLY, true],
    ['a manifest of a web page', '{"name": "artifacts"}', false],
  ])('decides by the manifest: %s', (_, text, expected) => {
    expect(isAssembly(makeFolder(['manifest.json', text]))).toBe(expected);
  });
});
