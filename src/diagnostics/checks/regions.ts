import { IDENTIFIERS } from '../../facts/identifiers';
import { COMMERCIAL_PARTITION, partitionOfRegion } from '../../facts/partitions';
import { findRegion } from '../../facts/regions';
import { MRAP204_UNSUPPORTED_REGION, MRAP205_OPT_IN_REGION, MRAP213_REGION_NOT_ALLOWED } from '../definitions/members';
import { type Finding, FindingSeverity } from '../finding';

/** What an application says of Regions by context. */
export interface RegionRules {
  /** Regions that AWS has added since this version: supported, default-enabled. */
  readonly additionalRegions?: readonly string[];
  /** Where data may be; undefined where it may be anywhere. */
  readonly allowedRegions?: readonly string[];
}

/** Rows B4, B5 and B13. */
export function checkRegion(region: string, rules: RegionRules = {}): Finding[] {
  const { additionalRegions = [], allowedRegions } = rules;
  const residency = allowedRegions && !allowedRegions.includes(region) ? [MRAP213_REGION_NOT_ALLOWED.create({ region, allowed: [...allowedRegions] })] : [];
  return [...(additionalRegions.includes(region) ? [] : checkSupport(region)), ...residency];
}

function checkSupport(region: string): Finding[] {
  if (!IDENTIFIERS.REGION.pattern.test(region)) return [MRAP204_UNSUPPORTED_REGION.create({ region, reason: 'is no region code, expected one like "eu-west-1"' })];

  const partition = partitionOfRegion(region);
  if (partition !== COMMERCIAL_PARTITION) {
    return [MRAP204_UNSUPPORTED_REGION.create({ region, reason: `belongs to partition "${partition}", expected a region of "${COMMERCIAL_PARTITION}"` })];
  }

  switch (findRegion(region)?.support) {
    case 'default': return [];
    case 'opt-in': return [MRAP205_OPT_IN_REGION.create({ region })];
    case 'unsupported': return [MRAP204_UNSUPPORTED_REGION.create({ region, reason: 'does not support Multi-Region Access Points' })];
    // A release of ours must not stand between a user and a Region that AWS has opened.
    default: return [MRAP204_UNSUPPORTED_REGION.create({ region, reason: 'is unknown to this version' }, FindingSeverity.WARNING)];
  }
}
