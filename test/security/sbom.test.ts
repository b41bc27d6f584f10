import * as path from 'node:path';
import { Validation } from '@cyclonedx/cyclonedx-library';
import { buildSync } from 'esbuild';
import { type PublishedPackage, listPublishedPackages } from '../../projenrc/sbom/published-packages';
import { renderSbom, SPECIFICATION_VERSION } from '../../projenrc/sbom/render-sbom';
import { listShippedPackages, type ShippedPackage } from '../../projenrc/security/shipped';

interface Component {
  readonly 'group'?: string;
  readonly 'name': string;
  readonly 'version': string;
  readonly 'bom-ref': string;
}

interface Sbom {
  readonly metadata: { readonly component: Component };
  readonly components?: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

const VERSION = '1.2.3';

function makeFullName({ group, name, version }: Component): string {
  return `${group === undefined ? '' : `${group}/`}${name}@${version}`;
}

function listNames(packages: readonly ShippedPackage[]): string[] {
  return packages.map(({ name, version }) => `${name}@${version}`);
}

describe('projenrc/sbom', () => {
  const shipped = listShippedPackages();
  const packages = listPublishedPackages(VERSION);
  const read = (published: PublishedPackage) => JSON.parse(renderSbom(published, shipped)) as Sbom;

  test('writes one bill of materials for each registry', () => {
    expect(packages.map(({ purl }) => purl)).toEqual([
      'pkg:npm/cdk-s3-mrap@1.2.3', 'pkg:pypi/cdk-s3-mrap@1.2.3', 'pkg:maven/io.github.cdk-s3-mrap/cdk-s3-mrap@1.2.3',
      'pkg:nuget/CdkS3Mrap@1.2.3', 'pkg:golang/github.com/cdk-s3-mrap/cdk-s3-mrap-go/cdks3mrap@1.2.3',
      'pkg:npm/cdk-s3-mrap-cli@1.2.3', 'pkg:npm/cdk-s3-mrap-testing@1.2.3', 'pkg:pypi/cdk-s3-mrap-testing@1.2.3',
      'pkg:maven/io.github.cdk-s3-mrap/cdk-s3-mrap-testing@1.2.3',
    ]);
    expect(new Set(packages.map(({ file }) => file)).size).toBe(packages.length);
  });

  test.each(packages.map((published) => [published.purl, published] as const))(
    'writes a valid CycloneDX document for %s', async (purl, published) => {
      const validator = new Validation.JsonStrictValidator(SPECIFICATION_VERSION);
      expect(await validator.validate(renderSbom(published, shipped))).toBeNull();
      expect(read(published).metadata.component).toMatchObject({ 'version': VERSION, 'bom-ref': purl });
    },
  );

  test('lists the bundled packages that NOTICE lists', () => {
    const components = read(packages[0]).components!.map(makeFullName);
    expect(components.length).toBeGreaterThan(50);
    expect(components.sort()).toEqual(listNames(shipped).sort());
  });

  test('lists only the packages in the bundle of the command for its own package', () => {
    const [first, ...others] = shipped;
    const command = packages.find(({ name }) => name === 'cdk-s3-mrap-cli')!;
    const sbom = renderSbom(command, [{ ...first, bundles: ['handlers'] }, ...others]);
    const { components, dependencies, metadata } = JSON.parse(sbom) as Sbom;
    expect(components!.map(makeFullName).sort()).toEqual(listNames(others).sort());
    const root = dependencies.find(({ ref }) => ref === metadata.component['bom-ref']);
    expect(root?.dependsOn).toHaveLength(others.length);
  });

  test('lists no package for the packages for tests, whose bundles contain only code of this repository', () => {
    const testing = packages.filter(({ name }) => name === 'cdk-s3-mrap-testing');
    expect(testing.map((published) => read(published).components ?? [])).toEqual([[], [], []]);
    const entryPoints = [path.join(__dirname, '../../testing/javascript/src/index.ts')];
    const { metafile } = buildSync({ entryPoints, bundle: true, platform: 'node', write: false, metafile: true });
    expect(Object.keys(metafile.inputs).filter((file) => !file.startsWith('testing/javascript/src/'))).toEqual([]);
  });

  test('writes the same text for the same bundles', () => {
    expect(renderSbom(packages[0], shipped)).toBe(renderSbom(packages[0], listShippedPackages()));
  });

  test('rejects a bundled package without the SPDX id of its license', () => {
    const unlicensed = { name: 'root', version: '1.0.0', folder: 'test/security/unlicensed', bundles: ['handlers'] };
    expect(() => renderSbom(packages[0], [unlicensed])).toThrow('the license of root is no SPDX id');
  });
});
