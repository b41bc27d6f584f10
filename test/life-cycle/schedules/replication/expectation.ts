import { type ReplicationConfiguration } from '../../../../simulator';
import { asText, type Properties } from '../../../driver/cloudformation';
import { type Held } from '../../../driver/stack';
import { same } from './ledger';
import { configurationOf } from './template';

/** Our rules on a bucket and their role, or none. */
export type Ours = ReplicationConfiguration | undefined;

/** A source bucket before a step. */
export interface Before {
  readonly ours: Ours;
  readonly live: ReplicationConfiguration | undefined;
  /** What the stack had of it. */
  readonly held: Held | undefined;
}

export interface Deployed {
  readonly succeeded: boolean;
  /** What was declared for the bucket, if anything. */
  readonly properties: Properties | undefined;
  readonly retain: Held['declared']['retain'];
  /** CloudFormation may have given up what then ran on. */
  readonly cancelled: boolean;
  /** A request may have been answered, and then been heard again. */
  readonly askedTwice: boolean;
}

/** What may be in force after a deployment: more than one thing only where nothing can say what came last. */
export function allowedAfterDeployment(before: Before, deployed: Deployed): Ours[] {
  const { properties, succeeded, askedTwice } = deployed;
  if (properties === undefined) return succeeded ? allowedAfterRemoval(before, askedTwice) : [before.ours];
  const desired = configurationOf(properties);
  if (askedTwice) return [...without(before, deployed, desired), desired];
  return succeeded ? withSuccess(before, properties, desired) : without(before, deployed, desired);
}

function withSuccess({ ours, held }: Before, properties: Properties, desired: ReplicationConfiguration): Ours[] {
  return [held && same(held.properties, asText(properties)) ? ours : desired];
}

/** After a rollback. */
function without({ ours, held }: Before, { properties, retain, cancelled }: Deployed, desired: ReplicationConfiguration): Ours[] {
  if (held) return [ours, configurationOf(held.properties)];
  // What was found under a role that was given is left, as declared by now; of a creation that was cancelled nobody knows what it had found.
  const given = properties!.RoleOrigin === 'given';
  const left = retain === 'always' || (given && (ours !== undefined || cancelled));
  // What an earlier request left under the stack's own role goes with it.
  return left ? [ours, desired] : [ours, ...(given ? [] : [undefined])];
}

/** After a deployment without it, or without the stack. */
export function allowedAfterRemoval({ ours, live, held }: Before, askedTwice: boolean): Ours[] {
  if (held === undefined) return [ours];
  const stays = held.declared.retain !== undefined || held.physicalId.endsWith('/found') || live?.Role !== held.properties.Role;
  return stays ? [ours] : [undefined, ...(askedTwice ? [ours] : [])];
}
