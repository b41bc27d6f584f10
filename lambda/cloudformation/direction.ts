/** Whether CloudFormation applies a template, or restores the state before a failed change. */
export type UpdateOrRollbackDirection = 'forward' | 'back' | 'unknown';

export const UPDATE_OR_ROLLBACK_DIRECTIONS: readonly UpdateOrRollbackDirection[] = ['forward', 'back', 'unknown'];

const FORWARD = ['CREATE_IN_PROGRESS', 'UPDATE_IN_PROGRESS'];

/** Returns the direction that a status of the stack means for an Update. */
export function toUpdateOrRollbackDirection(status: string | undefined): UpdateOrRollbackDirection {
  if (status === undefined) return 'unknown';
  if (status.includes('ROLLBACK')) return 'back';
  return FORWARD.includes(status) ? 'forward' : 'unknown';
}
