/**
 * Determines how a deployment handles an existing access point of the same name.
 */
export enum ExistingAccessPointPolicy {
  /**
   * The deployment fails (MRAP901). It neither uses nor changes the existing access point.
   */
  REFUSE = 'REFUSE',

  /**
   * The deployment adopts the existing access point. This library never deletes an adopted access point, unless a
   * renamed construct of the same stack created it (MRAP741, MRAP742).
   *
   * The existing access point must be READY, with exactly the declared buckets and public access block. It must have
   * the declared policy or no policy. Otherwise, the deployment fails and lists the differences (MRAP905, MRAP917).
   *
   * Another tool that created the access point can still delete it (MRAP743). Remove the access point from the state of
   * that tool without deleting it.
   */
  ADOPT = 'ADOPT',
}
