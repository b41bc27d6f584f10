/** How a deployment treats a resource. */
export const PLANNED_ACTIONS = ['create', 'adopt', 'change', 'keep', 'replace', 'delete', 'refuse', 'unknown'] as const;

export type PlannedAction = typeof PLANNED_ACTIONS[number];

/** The effect of a deployment on one access point, its routes or policy, or on the rules or the life of one bucket. */
export interface PlannedEffect {
  readonly action: PlannedAction;
  readonly kind: 'access point' | 'routes' | 'policy' | 'replication' | 'bucket';
  /** The name of the access point or bucket. */
  readonly name: string;
  /** The construct path of the resource, or stack and logical id. */
  readonly path: string;
  /** Why the deployment does this, and the values before and after. */
  readonly reason: string;
  /** The effect on applications that use the access point. */
  readonly clients?: string;
  /** The effect on objects. */
  readonly data?: string;
}
