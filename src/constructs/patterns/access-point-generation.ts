/**
 * A generation: one access point over some or all of the buckets.
 *
 * The buckets of an access point cannot be changed. To add a Region, create a second access point, the next generation,
 * and run both access points until all clients use the new one.
 */
export interface AccessPointGeneration {
  /**
   * The id of the generation: lowercase letters and digits. Without `generations`, the only generation is `'1'`.
   *
   * The name of the access point is `<multiRegionAccessPointName>-<id>`. Generation `'1'` has the name without suffix.
   */
  readonly id: string;

  /**
   * The Regions of the generation's buckets, a subset of `regions`.
   */
  readonly regions: string[];
}
