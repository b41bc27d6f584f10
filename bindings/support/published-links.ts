import { execFileSync } from 'node:child_process';

/** A text that a registry or a documentation site shows, outside of the repository. */
export interface PublishedText {
  readonly name: string;
  readonly text: string;
}

function readFromArchive(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', maxBuffer: 64_000_000 });
}

function listArchive(command: string, ...args: string[]): string[] {
  return readFromArchive(command, ...args).trim().split('\n');
}

/** Reads the files of a zip archive (wheel, jar) whose names match a pattern. */
export function readFromZip(archive: string, pattern: RegExp): PublishedText[] {
  return listArchive('unzip', '-Z1', archive).filter((name) => pattern.test(name))
    .map((name) => ({ name, text: readFromArchive('unzip', '-p', archive, name.replace(/[[\]*?$]/g, '\\$&')) }));
}

/** Reads the files of a tarball (npm, sdist) whose names match a pattern. */
export function readFromTarball(archive: string, pattern: RegExp): PublishedText[] {
  const options = ['--gzip', '--file', archive];
  return listArchive('tar', '--list', ...options).filter((name) => pattern.test(name))
    .map((name) => ({ name, text: readFromArchive('tar', '--extract', '--to-stdout', ...options, name) }));
}

const FENCED_CODE = /^```.*?^```/gms;
const MARKDOWN_LINK = /\]\(\s*<?([^)\s>]+)/g;
/** The headers of the metadata of a Python package and the elements of a POM that contain an address. */
const METADATA_LINK = /^(?:Home-page|Project-URL|Download-URL): (?:[^,\n]*, )?(\S+)$|<url>([^<]+)<\/url>/gm;
/** A link of HTML: javadoc contains the README as HTML. */
const HTML_LINK = /<a href="([^"]+)"|<img [^>]*src="([^"]+)"/g;

/** Lists the links of a text. */
export function listLinks(text: string): string[] {
  const matches = [MARKDOWN_LINK, METADATA_LINK, HTML_LINK]
    .flatMap((pattern) => [...text.replace(FENCED_CODE, '').matchAll(pattern)]);
  return [...new Set(matches.map((match) => match.slice(1).find((link) => link !== undefined)!))].sort();
}
