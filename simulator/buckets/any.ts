import { createHash } from 'node:crypto';
import { DEFAULT_ENABLED_REGIONS } from '../engine/regions';
import { type BucketDirectory } from './directory';

/** Anything that looks like a Region code, also one nobody has heard of yet. */
const REGION_CODE = /(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov)?-(?:northeast|northwest|southeast|southwest|north|south|east|west|central)-\d/;

function stableChoice(bucket: string): string {
  const number = createHash('sha256').update(bucket).digest().readUInt32BE();
  return DEFAULT_ENABLED_REGIONS[number % DEFAULT_ENABLED_REGIONS.length];
}

/**
 * A directory in which every bucket exists, in whatever account is asked: in the Region configured for it, else in the one its name
 * contains, else in one that is always the same for that name.
 */
export function anyBucket(regions: Readonly<Record<string, string>> = {}): BucketDirectory {
  return { regionOf: (bucket) => regions[bucket] ?? REGION_CODE.exec(bucket)?.[0] ?? stableChoice(bucket) };
}
