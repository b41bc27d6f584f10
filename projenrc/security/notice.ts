import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { PUBLISHER } from '../publisher';
import { type ShippedPackage, listShippedPackages } from './shipped';

const ROOT = path.join(__dirname, '..', '..');

/** Licenses whose text has to accompany the code, each with a package that has this text. Apache-2.0 is in LICENSE. */
const LICENSE_TEXTS: Readonly<Record<string, string>> = {
  '0BSD': 'tslib', 'BSD-3-Clause': 'asn1js', 'MIT': 'commander', 'ISC': 'picocolors',
};
const AUTHORS = /^(?:all rights reserved\.|author .*)$/gim;
const COPYRIGHT = /^\W*(?:\(c\) )?copyright (?!license|notice|owner|holder|statement|\[)\W*.*$/gim;

const INTRODUCTION = `The Lambda functions and the command line of this product contain code of the
following packages. The text of the Apache License 2.0 is in LICENSE, the texts
of the other licenses follow the list.`;

interface Manifest {
  readonly license: string;
  readonly author?: string | { readonly name: string };
}

/** The text of NOTICE: every package whose code is in the bundles, with its license and its copyright. */
export function renderNotice(packages: readonly ShippedPackage[] = listShippedPackages()): string {
  const licenses = new Set(packages.map(({ folder }) => manifestOf(folder).license));
  licenses.delete('Apache-2.0');
  return [
    `${PUBLISHER.npm}\nCopyright ${PUBLISHER.name}`,
    INTRODUCTION,
    packages.map(renderPackage).join('\n\n'),
    ...[...licenses].sort().map((license) => `${license} License\n\n${textOf(license)}`),
  ].join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

function renderPackage({ name, folder }: ShippedPackage): string {
  return [`${name} (${manifestOf(folder).license})`, ...copyrightsIn(folder).map((line) => `  ${line}`)].join('\n');
}

function copyrightsIn(folder: string): string[] {
  const lines = (licenseIn(folder) ?? '').match(COPYRIGHT)?.map((line) => line.replace(/^[\s-]+/, '').trim());
  if (lines !== undefined) return [...new Set(lines)];
  const { author } = manifestOf(folder);
  const name = typeof author === 'object' ? author.name : author;
  return name === undefined ? [] : [`Copyright ${name}`];
}

/** A license without the lines that are about one package. */
function textOf(license: string): string {
  const example = LICENSE_TEXTS[license];
  if (example === undefined) {
    throw new Error(`LICENSE_TEXTS has no text for the license "${license}" of a bundled package`);
  }
  const text = licenseIn(path.join('node_modules', example))!;
  return text.replace(/^\(?(?:the )?(?:mit|isc) license\)?$/gim, '').replace(COPYRIGHT, '').replace(AUTHORS, '')
    .trim();
}

function licenseIn(folder: string): string | undefined {
  const file = readdirSync(path.join(ROOT, folder)).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? undefined : readFileSync(path.join(ROOT, folder, file), 'utf8').replaceAll('\r\n', '\n');
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8')) as Manifest;
}
