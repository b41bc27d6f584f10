/**
 * What a deployment that changes routes does where someone has changed the live ones by hand since.
 *
 * By hand is what differs from what the stack declared last, or at first from all Regions being active. The question comes up only when the
 * declared routes change: CloudFormation calls at no other time.
 */
export enum ManualFailoverPolicy {
  /**
   * The live routes are kept and the deployment succeeds, with a note in the log of the handlers (MRAP910).
   */
  KEEP = 'KEEP',

  /**
   * The declared routes are put in force. What was live before stands in the log of the handlers (MRAP912); a rollback does not bring it back.
   */
  ENFORCE = 'ENFORCE',

  /**
   * The deployment fails before anything is touched (MRAP911).
   */
  FAIL = 'FAIL',
}
