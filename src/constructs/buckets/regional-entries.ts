import { MRAP771_REGION_ENTRIES_MISMATCH } from '../../diagnostics/definitions/options';
import { type Finding } from '../../diagnostics/finding';

/** Checks that a map has one entry for each Region and no other entries (MRAP771). */
export function checkRegionalEntries(
  label: string, entries: { readonly [region: string]: unknown }, regions: readonly string[],
): Finding[] {
  const given = Object.keys(entries);
  const missing = regions.filter((region) => !given.includes(region));
  const extra = given.filter((region) => !regions.includes(region));
  const isComplete = missing.length + extra.length === 0;
  return isComplete ? [] : [MRAP771_REGION_ENTRIES_MISMATCH.create({ what: label, missing, extra })];
}
