import { isDeepStrictEqual } from 'node:util';
import { type PlannedEffect } from './planned-effect';

/** A bucket, as one version of a template declares it. */
export interface BucketVersion {
  readonly path: string;
  /** The declared name, or the expression of a generated one. */
  readonly name: string;
  /** The other properties, without the replication rules. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly isRetained: boolean;
  readonly keepsReplaced: boolean;
  /** Whether a custom resource deletes the objects before CloudFormation deletes the bucket. */
  readonly deletesObjects: boolean;
}

/** The effects of changed properties on objects. */
const EFFECTS_ON_DATA: Readonly<Record<string, string>> = {
  BucketEncryption: 'S3 encrypts new objects in the new way; existing objects stay as they are.',
  LifecycleConfiguration: 'The lifecycle rules apply to existing objects, too, and can delete them.',
  ObjectLockConfiguration: 'The default retention applies to new objects only.',
  VersioningConfiguration: 'Without versioning, S3 keeps no former version of an overwritten object.',
};

type Outcome = Pick<PlannedEffect, 'action' | 'reason' | 'data'>;

/**
 * Decides how a deployment treats a bucket. Undefined if it does not change the bucket.
 *
 * @param isNameInUse whether the deployed templates declare a bucket with the name of the new one as another resource
 */
export function planBucket(
  next: BucketVersion | undefined, deployed: BucketVersion | undefined, isNameInUse: boolean,
): PlannedEffect | undefined {
  const version = deployed ?? next;
  const outcome = chooseOutcome(next, deployed, isNameInUse);
  return version && outcome && { kind: 'bucket', name: version.name, path: version.path, ...outcome };
}

function chooseOutcome(
  next: BucketVersion | undefined, deployed: BucketVersion | undefined, isNameInUse: boolean,
): Outcome | undefined {
  if (next === undefined) return deployed && planRemoval(deployed);
  if (deployed === undefined) return planCreation(isNameInUse);
  return next.name === deployed.name ? planChange(next, deployed) : {
    action: 'replace',
    reason: `the template changes the name to ${next.name}`,
    data: `The new bucket is empty. ${next.keepsReplaced ? 'The old bucket stays.' : describeDeletion(deployed)}`,
  };
}

/** CloudFormation creates new resources before it deletes removed ones, and cannot create a bucket that exists. */
function planCreation(isNameInUse: boolean): Outcome {
  return isNameInUse
    ? { action: 'refuse', reason: 'another resource of the deployed templates has created a bucket with this name' }
    : { action: 'create', reason: 'the deployed template does not declare it' };
}

function planRemoval(deployed: BucketVersion): Outcome {
  const reason = 'the new template does not declare it';
  return deployed.isRetained
    ? { action: 'keep', reason: `${reason}, and its removal policy retains it`, data: 'Objects stay.' }
    : { action: 'delete', reason, data: describeDeletion(deployed) };
}

function planChange(next: BucketVersion, deployed: BucketVersion): Outcome | undefined {
  const names = [...new Set([...Object.keys(next.settings), ...Object.keys(deployed.settings)])].sort()
    .filter((name) => !isDeepStrictEqual(next.settings[name], deployed.settings[name]));
  const changed = [...names, ...(next.isRetained === deployed.isRetained ? [] : ['DeletionPolicy'])];
  if (changed.length === 0) return undefined;
  const data = names.flatMap((name) => EFFECTS_ON_DATA[name] ?? []).join(' ');
  return { action: 'change', reason: `the template changes ${changed.join(', ')}`, ...(data !== '' && { data }) };
}

function describeDeletion({ deletesObjects }: BucketVersion): string {
  return deletesObjects
    ? 'A custom resource deletes all objects and versions, then CloudFormation deletes the bucket.'
    : 'CloudFormation deletes the bucket if it is empty; otherwise the deletion fails and the bucket stays.';
}
