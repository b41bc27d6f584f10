/**
 * Determines how a deployment handles a change that requires a new access point.
 *
 * S3 cannot change the name, the buckets or the public access block of an access point.
 */
export enum ReplacementPolicy {
  /**
   * The deployment fails before it changes the access point (MRAP903).
   *
   * `Provisioning.cloudFormation()` cannot refuse a new name. The deployment creates a second access point and retains
   * the first one outside the stack.
   */
  FORBID = 'FORBID',

  /**
   * The deployment creates a new access point and then deletes the old one.
   *
   * The new access point has another alias. Requests of clients with the old alias fail after the deletion. Unless you
   * change the name, the new name is `<name>-<hash of the buckets>`.
   */
  ALLOW = 'ALLOW',
}
