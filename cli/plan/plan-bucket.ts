import { type PlannedEffect } from './planned-effect';

/** A bucket, as one version of a template declares it. */
export interface BucketVersion {
  readonly path: string;
  /** The declared name, or the expression of a generated one. */
  readonly name: string;
  readonly isRetained: boolean;
  readonly keepsReplaced: boolean;
  /** Whether a custom resource deletes the objects before CloudFormation deletes the bucket. */
  readonly deletesObjects: boolean;
}

/** Decides how a deployment treats a bucket. Undefined if it does not concern the life of the bucket. */
export function planBucket(
  next: BucketVersion | undefined, deployed: BucketVersion | undefined,
): PlannedEffect | undefined {
  if (deployed === undefined) return undefined;
  const make = (effect: Pick<PlannedEffect, 'action' | 'reason' | 'data'>): PlannedEffect =>
    ({ kind: 'bucket', name: deployed.name, path: deployed.path, ...effect });
  if (next === undefined) {
    const reason = 'the new template does not declare it';
    if (deployed.isRetained) {
      return make({ action: 'keep', reason: `${reason}, and its removal policy retains it`, data: 'Objects stay.' });
    }
    return make({ action: 'delete', reason, data: describeDeletion(deployed) });
  }
  if (next.name === deployed.name) return undefined;
  return make({
    action: 'replace',
    reason: `the template changes the name to ${next.name}`,
    data: `The new bucket is empty. ${next.keepsReplaced ? 'The old bucket stays.' : describeDeletion(deployed)}`,
  });
}

function describeDeletion({ deletesObjects }: BucketVersion): string {
  return deletesObjects
    ? 'A custom resource deletes all objects and versions, then CloudFormation deletes the bucket.'
    : 'CloudFormation deletes the bucket if it is empty; otherwise the deletion fails and the bucket stays.';
}
