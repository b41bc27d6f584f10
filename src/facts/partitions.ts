import { type Fact, userGuide } from './source';

/** An AWS partition: a set of Regions with accounts of its own. */
export interface Partition extends Fact {
  readonly partition: string;
  /** How the codes of its Regions begin; undefined for the commercial partition, whose Regions share no beginning. */
  readonly regionPrefixes: readonly string[];
  readonly supportsMultiRegionAccessPoints: boolean;
}

const RESTRICTIONS = userGuide('MultiRegionAccessPointRestrictions');

/** The restrictions page lists Regions of the commercial partition only; no other partition's documentation lists one of its own. */
export const PARTITIONS: readonly Partition[] = [
  { partition: 'aws', regionPrefixes: [], supportsMultiRegionAccessPoints: true, source: RESTRICTIONS },
  { partition: 'aws-cn', regionPrefixes: ['cn-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  { partition: 'aws-us-gov', regionPrefixes: ['us-gov-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  { partition: 'aws-iso', regionPrefixes: ['us-iso-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  { partition: 'aws-iso-b', regionPrefixes: ['us-isob-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  { partition: 'aws-iso-e', regionPrefixes: ['eu-isoe-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  { partition: 'aws-iso-f', regionPrefixes: ['us-isof-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  { partition: 'aws-eusc', regionPrefixes: ['eusc-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
];

/** The partition that offers Multi-Region Access Points. */
export const COMMERCIAL_PARTITION = 'aws';

/** The partition of a Region code, by its prefix; a code without a known prefix is commercial. */
export function partitionOfRegion(region: string): string {
  return PARTITIONS.find((entry) => entry.regionPrefixes.some((prefix) => region.startsWith(prefix)))?.partition ?? COMMERCIAL_PARTITION;
}
