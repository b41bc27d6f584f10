/**
 * What happens when an access point of the given name exists already.
 */
export enum ExistingAccessPointPolicy {
  /**
   * The deployment fails (MRAP901); the existing one is neither used nor touched.
   */
  REFUSE = 'REFUSE',

  /**
   * It is taken over if it is READY and has exactly the declared buckets, public access block and policy, or no policy; else the deployment
   * fails with the list of differences (MRAP905, MRAP917). An adopted access point is never deleted by this library.
   */
  ADOPT = 'ADOPT',
}
