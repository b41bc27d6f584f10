import { type SourcedFact, makeS3UserGuideSource } from './source';

/** An AWS partition, which has its own Regions and accounts. */
export interface Partition extends SourcedFact {
  readonly partition: string;
  /** The prefixes of its Region codes. The list is empty for the commercial partition. */
  readonly regionPrefixes: readonly string[];
  readonly supportsMultiRegionAccessPoints: boolean;
}

const RESTRICTIONS = makeS3UserGuideSource('MultiRegionAccessPointRestrictions');

/**
 * The restrictions page lists Regions of the commercial partition only. No documentation of another partition lists
 * one.
 */
export const PARTITIONS: readonly Partition[] = [
  { partition: 'aws', regionPrefixes: [], supportsMultiRegionAccessPoints: true, source: RESTRICTIONS },
  { partition: 'aws-cn', regionPrefixes: ['cn-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  {
    partition: 'aws-us-gov',
    regionPrefixes: ['us-gov-'],
    supportsMultiRegionAccessPoints: false,
    source: RESTRICTIONS,
  },
  { partition: 'aws-iso', regionPrefixes: ['us-iso-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
  {
    partition: 'aws-iso-b',
    regionPrefixes: ['us-isob-'],
    supportsMultiRegionAccessPoints: false,
    source: RESTRICTIONS,
  },
  {
    partition: 'aws-iso-e',
    regionPrefixes: ['eu-isoe-'],
    supportsMultiRegionAccessPoints: false,
    source: RESTRICTIONS,
  },
  {
    partition: 'aws-iso-f',
    regionPrefixes: ['us-isof-'],
    supportsMultiRegionAccessPoints: false,
    source: RESTRICTIONS,
  },
  { partition: 'aws-eusc', regionPrefixes: ['eusc-'], supportsMultiRegionAccessPoints: false, source: RESTRICTIONS },
];

/** The partition that offers Multi-Region Access Points. */
export const COMMERCIAL_PARTITION = 'aws';

/** The partition of a Region code. A code without a known prefix belongs to the commercial partition. */
export function findPartition(region: string): string {
  return (
    PARTITIONS.find((entry) => entry.regionPrefixes.some((prefix) => region.startsWith(prefix)))?.partition ??
    COMMERCIAL_PARTITION
  );
}
