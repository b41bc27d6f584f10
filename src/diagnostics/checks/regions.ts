import { IDENTIFIER_FORMS } from '../../facts/identifiers';
import { COMMERCIAL_PARTITION, findPartition } from '../../facts/partitions';
import { findRegion } from '../../facts/regions';
import { MRAP204_UNSUPPORTED_REGION, MRAP205_OPT_IN_REGION, MRAP213_REGION_NOT_ALLOWED } from '../definitions/members';
import { type Finding, FindingSeverity } from '../finding';

/** The context values of an application about Regions. */
export interface RegionContextValues {
  /** Regions that AWS has added after this version, which are supported and enabled by default. */
  readonly additionalRegions?: readonly string[];
  /** The Regions that may store data; undefined for all Regions. */
  readonly allowedRegions?: readonly string[];
}

export function checkRegion(
  region: string, { additionalRegions = [], allowedRegions }: RegionContextValues = {},
): Finding[] {
  const notAllowed = allowedRegions !== undefined && !allowedRegions.includes(region);
  return [
    ...checkPartition(region) ?? (additionalRegions.includes(region) ? [] : checkSupport(region)),
    ...(notAllowed ? [MRAP213_REGION_NOT_ALLOWED.create({ region, allowed: [...allowedRegions] })] : []),
  ];
}

/** Reports a text that no version of AWS can support. Undefined for a Region of the commercial partition. */
function checkPartition(region: string): Finding[] | undefined {
  if (!IDENTIFIER_FORMS.REGION.pattern.test(region)) {
    return [
      MRAP204_UNSUPPORTED_REGION.create({
        region, reason: 'is not a Region code, expected a code like "eu-west-1"', final: true,
      }),
    ];
  }
  const partition = findPartition(region);
  if (partition !== COMMERCIAL_PARTITION) {
    const reason = `is in the wrong partition, got "${partition}", expected a Region in "${COMMERCIAL_PARTITION}"`;
    return [MRAP204_UNSUPPORTED_REGION.create({ region, reason, final: true })];
  }
  return undefined;
}

function checkSupport(region: string): Finding[] {
  const { support, notice } = findRegion(region) ?? {};
  switch (support) {
    case 'default':
      return [];
    case 'opt-in':
      return [MRAP205_OPT_IN_REGION.create({ region, notice })];
    case 'unsupported':
      return [MRAP204_UNSUPPORTED_REGION.create({ region, reason: 'does not support Multi-Region Access Points' })];
    default:
      // Users must be able to use a new Region before a new version of this library.
      return [
        MRAP204_UNSUPPORTED_REGION.create(
          { region, reason: 'is not known to this version of the library' },
          FindingSeverity.WARNING,
        ),
      ];
  }
}
