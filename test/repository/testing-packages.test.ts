import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { listMissingElements } from '../../bindings/registries/maven-central';
import manifest from '../../package.json';
import { PUBLISHER } from '../../projenrc/publisher';

const TESTING = path.join(__dirname, '..', '..', 'testing');
const WEBSITE = PUBLISHER.repository.replace(/\.git$/, '');

function readSource(file: string): string {
  return readFileSync(path.join(TESTING, file), 'utf8');
}

describe('testing', () => {
  // npm refuses a provenance statement of a workflow in another repository than the one of the manifest.
  test('has the repository, author and license of the library in the manifest of the npm package', () => {
    const { repository, author, license } = JSON.parse(readSource('javascript/package.json')) as typeof manifest;
    expect(repository).toEqual({ ...manifest.repository, directory: 'testing/javascript' });
    expect([author.name, license]).toEqual([PUBLISHER.name, manifest.license]);
  });

  test('has the links of the library in the metadata of the Python package', () => {
    const urls = [...readSource('python/pyproject.toml').matchAll(/^(\w+) = "(https:[^"]+)"$/gm)];
    expect(Object.fromEntries(urls.map(([, label, url]) => [label, url]))).toEqual({
      Homepage: WEBSITE,
      Documentation: `${WEBSITE}/blob/main/docs/testing.md`,
      Source: WEBSITE,
      Changelog: `${WEBSITE}/blob/main/CHANGELOG.md`,
      Issues: `${WEBSITE}/issues`,
    });
  });

  test('has all elements in the POM that Maven Central requires', () => {
    expect(listMissingElements(readSource('java/pom.xml'))).toEqual([]);
  });
});
