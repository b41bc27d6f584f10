import { version } from '../package.json';
import { PUBLISHER } from '../projenrc/publisher';
import { findLinks, isBroken, OWN_PREFIXES } from '../test/docs/links';
import { findBuiltPackage } from './support/files';
import { listLinks, type PublishedText, readFromTarball, readFromZip } from './support/published-links';

const WEBSITE = PUBLISHER.repository.replace(/\.git$/, '');

/** Pages of this repository that are no files. */
const OWN_PAGES = [
  '', '.git', '/issues', '/releases/latest', '/actions/workflows/build.yml', '/actions/workflows/build.yml/badge.svg',
].map((page) => `${WEBSITE}${page}`);

/** The sites that published texts refer to. */
const KNOWN_SITES = [
  'aws.amazon.com', 'central.sonatype.com', 'docs.aws.amazon.com', 'img.shields.io', 'pre-commit.com', 'pypi.org',
  'www.apache.org', 'www.npmjs.com',
];

/** Returns the reason why a reader outside of the repository cannot follow a link, or undefined. */
function findProblem(link: string): string | undefined {
  const [url, anchor] = link.split('#');
  if (!/^https:\/\//.test(url)) return 'not absolute';
  if (OWN_PREFIXES.some((prefix) => url.startsWith(prefix))) {
    return isBroken({ link: url, anchor }, 'README.md') ? 'not in the checkout' : undefined;
  }
  if (url.startsWith(WEBSITE)) return OWN_PAGES.includes(url) ? undefined : 'unknown page';
  return KNOWN_SITES.includes(new URL(url).host) || url === PUBLISHER.url ? undefined : 'unknown site';
}

function listProblems(texts: readonly PublishedText[]): string[] {
  return texts.flatMap(({ name, text }) =>
    listLinks(text).filter((link) => findProblem(link) !== undefined)
      .map((link) => `${name}: ${link}: ${findProblem(link)}`));
}

const jar = findBuiltPackage('.jar');
const PACKAGES: [string, number, () => PublishedText[]][] = [
  ['wheel', 40, () => readFromZip(findBuiltPackage('.whl'), /\/METADATA$/)],
  ['sdist', 40, () => readFromTarball(findBuiltPackage('.tar.gz'), /^[^/]+\/(?:PKG-INFO|README\.md)$/)],
  ['npm package', 40, () => readFromTarball(findBuiltPackage('.jsii.tgz'), /^package\/README\.md$/)],
  ['npm package of the command', 3, () => readFromTarball(findBuiltPackage(`cli-${version}.tgz`), /\/README\.md$/)],
  ['POM', 2, () => readFromZip(jar, /pom\.xml$/)],
  ['Javadoc', 40, () => readFromZip(jar.replace(/\.jar$/, '-sources.jar'), /package-info\.java$/)],
];

describe('published links', () => {
  test.each(PACKAGES)('lead every reader of the %s to a page that exists', (_title, count, read) => {
    const texts = read();
    expect(texts.flatMap(({ text }) => listLinks(text)).length).toBeGreaterThanOrEqual(count);
    expect(listProblems(texts)).toEqual([]);
  });

  test('include no relative link, missing file, missing heading or unknown page', () => {
    const links = ['docs/rules.md', '#install', `${OWN_PREFIXES[0]}docs/missing.md`,
      `${OWN_PREFIXES[0]}README.md#missing`, `${WEBSITE}/wiki`, 'http://docs.aws.amazon.com/s3', 'https://example.com/'];
    const text = links.map((link) => `[text](${link})`).join('\n');
    expect(findLinks(text)).toHaveLength(links.length);
    expect(listProblems([{ name: 'README.md', text }])).toHaveLength(links.length);
  });

  test('are found in metadata, POM and HTML', () => {
    const text = 'Home-page: https://a.example\nProject-URL: Issues, https://b.example\n'
      + '<url>https://c.example</url> <a href="https://d.example"> <img alt="x" src="https://e.example">';
    expect(listLinks(text)).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `https://${name}.example`));
  });
});
