/**
 * What happens when name, buckets or public access block of an access point change, none of which S3 can change.
 */
export enum ReplacementPolicy {
  /**
   * The deployment fails before the access point is touched (MRAP903).
   */
  FORBID = 'FORBID',

  /**
   * Another access point takes its place: with another name, `<name>-<hash of its buckets>` unless another one is given, and with another
   * alias. Then the old one is deleted. Every client that knows the old alias fails from then on.
   */
  ALLOW = 'ALLOW',
}
