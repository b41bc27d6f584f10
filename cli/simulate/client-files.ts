import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';

const RESOLVER = `'use strict';
const dns = require('node:dns');
const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(/\\.localhost$/.test(name) ? 'localhost' : name, ...rest);
`;

/** The files that the environment of clients names, in a temporary folder. */
export interface TemporaryClientFiles {
  readonly folder: string;
  readonly empty: string;
  readonly resolver: string;
  remove(): void;
}

export function writeClientFiles(): TemporaryClientFiles {
  const folder = mkdtempSync(path.join(tmpdir(), 'cdk-s3-mrap-simulate-'));
  const [empty, resolver] = [path.join(folder, 'empty'), path.join(folder, 'resolve-localhost.cjs')];
  writeFileSync(empty, '');
  writeFileSync(resolver, RESOLVER);
  return { folder, empty, resolver, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
