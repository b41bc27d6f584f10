import { MRAP787_OLD_PEER_DEPENDENCY } from '../diagnostics/definitions/usage';
import { type Finding } from '../diagnostics/finding';

/** The oldest supported version of each peer dependency, as a range `^1.2.3`. */
export type PeerRanges = Readonly<Record<string, string>>;

/** Checks the installed versions of the peer dependencies (MRAP787). */
export function checkPeerVersions(ranges: PeerRanges, findInstalled: (name: string) => string): Finding[] {
  return Object.entries(ranges).flatMap(([name, range]) => {
    const required = range.replace('^', '');
    const installed = findInstalled(name);
    return isOlder(installed, required) ? [MRAP787_OLD_PEER_DEPENDENCY.create({ name, installed, required })] : [];
  });
}

function isOlder(installed: string, required: string): boolean {
  const parts = parseVersion(installed);
  const difference = parseVersion(required).map((part, index) => parts[index] - part).find((part) => part !== 0);
  return difference !== undefined && difference < 0;
}

function parseVersion(version: string): number[] {
  const [release] = version.split(/[-+]/);
  return release.split('.').map(Number);
}
