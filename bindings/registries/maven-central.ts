import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { type MavenRepository } from './maven-repository';

/** The files that Maven Central requires for each version, by the ends of their names. */
const FILES = ['.pom', '.jar', '-sources.jar', '-javadoc.jar'];
const CHECKSUMS = ['md5', 'sha1'];

/**
 * The elements of the POM that Maven Central requires, with paths from `project`. The documentation of Maven Central
 * also names `scm.developerConnection`. jsii-pacmak writes none, and Maven Central accepts aws-cdk-lib without it.
 */
const POM_ELEMENTS = [
  'groupId', 'artifactId', 'version', 'name', 'description', 'url', 'licenses.license.name', 'licenses.license.url',
  'scm.connection', 'scm.url',
];
/** Developers have a name or an organization. */
const DEVELOPER_ELEMENTS = ['name', 'organization', 'id', 'email'];

type Element = string | { readonly [name: string]: Element } | undefined;

function findElement(element: Element, names: readonly string[]): Element {
  return names.reduce<Element>((parent, name) => (typeof parent === 'object' ? parent[name] : undefined), element);
}

const hasText = (element: Element): boolean => typeof element === 'string' && element.trim() !== '';

/** Lists the elements that a POM lacks. */
export function listMissingElements(pom: string): string[] {
  const { project } = new XMLParser({ parseTagValue: false }).parse(pom) as { project: Element };
  const missing = POM_ELEMENTS.filter((element) => !hasText(findElement(project, element.split('.'))));
  const developer = findElement(project, ['developers', 'developer']);
  const isNamed = DEVELOPER_ELEMENTS.some((name) => hasText(findElement(developer, [name])));
  return isNamed ? missing : [...missing, 'developers.developer'];
}

function listFileProblems(file: string, keyring: string): string[] {
  const name = path.basename(file);
  if (!existsSync(file)) return [`${name} is missing`];
  const content = readFileSync(file);
  const wrong = CHECKSUMS.filter((algorithm) => !existsSync(`${file}.${algorithm}`)
    || readFileSync(`${file}.${algorithm}`, 'utf8').trim() !== createHash(algorithm).update(content).digest('hex'));
  const args = ['--batch', '--homedir', keyring, '--verify', `${file}.asc`, file];
  const isSigned = spawnSync('gpg', args, { stdio: 'pipe' }).status === 0;
  return [
    ...wrong.map((algorithm) => `${name} has no correct ${algorithm}`),
    ...(isSigned ? [] : [`${name} has no valid signature`]),
  ];
}

/** Lists the requirements of Maven Central that the versions in a repository do not meet. */
export function listCentralProblems({ folder, keyring }: Pick<MavenRepository, 'folder' | 'keyring'>): string[] {
  const poms = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.pom'));
  if (poms.length === 0) return [`${folder} contains no POM`];
  return poms.flatMap((pom) => {
    const stem = path.join(folder, pom.replace(/\.pom$/, ''));
    const elements = listMissingElements(readFileSync(path.join(folder, pom), 'utf8'));
    return [
      ...FILES.flatMap((suffix) => listFileProblems(`${stem}${suffix}`, keyring)),
      ...elements.map((element) => `${path.basename(pom)} has no ${element}`),
    ];
  });
}
