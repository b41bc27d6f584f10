import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { renderFindingAsMessage } from '../diagnostics/finding';
import { findPackageRoot } from './package-root';
import { checkPeerVersions, type PeerRanges } from './peer-versions';

interface Manifest {
  readonly version: string;
  readonly peerDependencies: PeerRanges;
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8')) as Manifest;
}

// Package managers only warn of an old peer dependency, and a missing class of aws-cdk-lib fails without this version.
const { peerDependencies } = readManifest(path.join(findPackageRoot(), 'package.json'));
const findings = checkPeerVersions(peerDependencies, (name) =>
  readManifest(require.resolve(`${name}/package.json`)).version);
if (findings.length > 0) throw new Error(findings.map(renderFindingAsMessage).join('\n'));
