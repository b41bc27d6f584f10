import { createHash } from 'node:crypto';
import { DEFAULT_ENABLED_REGIONS } from '../engine/regions';
import { type BucketDirectory } from './bucket-directory';

/** Matches any text with the form of a Region code, including Regions that do not exist yet. */
const DIRECTIONS = 'northeast|northwest|southeast|southwest|north|south|east|west|central';
const REGION_CODE = new RegExp(`(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov)?-(?:${DIRECTIONS})-\\d`);

function stableChoice(bucket: string): string {
  const number = createHash('sha256').update(bucket).digest().readUInt32BE();
  return DEFAULT_ENABLED_REGIONS[number % DEFAULT_ENABLED_REGIONS.length];
}

/**
 * Creates a directory in which every bucket exists, in every account. Its Region is the configured Region, else the
 * Region in the bucket name, else a Region that is derived from the name.
 */
export function createAnyBucketDirectory(regions: Readonly<Record<string, string>> = {}): BucketDirectory {
  return { findRegion: (bucket) => regions[bucket] ?? REGION_CODE.exec(bucket)?.[0] ?? stableChoice(bucket) };
}
