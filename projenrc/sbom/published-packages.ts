import { PackageURL } from 'packageurl-js';
import { PUBLISHER } from '../publisher';

/** A published package: its file name among the bills of materials, its URL, and the bundles that it contains. */
export interface PublishedPackage {
  readonly file: string;
  readonly purl: string;
  readonly name: string;
  readonly bundles: readonly string[];
}

const COMMAND_LINE = 'command line';
const LIBRARY_BUNDLES = ['handlers', 'drill', COMMAND_LINE];

function makePackage(
  [type, namespace, name]: readonly [string, string | undefined, string], bundles: readonly string[], version: string,
): PublishedPackage {
  const purl = new PackageURL(type, namespace, name, version).toString();
  return { file: `${name}.${type}.cdx.json`, purl, name, bundles };
}

/**
 * Lists the packages of a release. The packages of all languages contain the unchanged npm package of the library. The
 * packages for tests contain no code of other packages.
 */
export function listPublishedPackages(version: string): PublishedPackage[] {
  const { npm, npmCommand, testing, pypi, maven, nuget, go } = PUBLISHER;
  const [host, organization, repository] = go.moduleName.split('/');
  const library = ([
    ['npm', undefined, npm],
    ['pypi', undefined, pypi.distName],
    ['maven', maven.mavenGroupId, maven.mavenArtifactId],
    ['nuget', undefined, nuget.packageId],
    ['golang', `${host}/${organization}/${repository}`, go.packageName],
  ] as const).map((coordinates) => makePackage(coordinates, LIBRARY_BUNDLES, version));
  const tests = ([
    ['npm', undefined, testing], ['pypi', undefined, testing], ['maven', maven.mavenGroupId, testing],
  ] as const).map((coordinates) => makePackage(coordinates, [], version));
  return [...library, makePackage(['npm', undefined, npmCommand], [COMMAND_LINE], version), ...tests];
}
