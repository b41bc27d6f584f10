import {
  type AccessPointSpec,
  type LiveAccessPoint,
  type MemberBucket,
  type PublicAccessBlock,
} from '../../control/access-points';
import { type AsynchronousOperation } from '../../control/asynchronous-operations';
import { MINUTE } from '../../control/clock';
import { makeMemberEqualityKey } from './desired-state';

/** Lists the differences between a live access point and the desired one. */
export function listDifferencesFromDesired(live: LiveAccessPoint, desired: AccessPointSpec): string[] {
  const [liveKeys, desiredKeys] = [live.members.map(makeMemberEqualityKey), desired.members.map(makeMemberEqualityKey)];
  const missing = desired.members.filter((member) => !liveKeys.includes(makeMemberEqualityKey(member)));
  const extra = live.members.filter((member) => !desiredKeys.includes(makeMemberEqualityKey(member)));
  const flags = Object.keys(desired.block) as (keyof PublicAccessBlock)[];
  return [
    ...missing.map((member) => `bucket ${showMember(member)} is declared but not a member`),
    ...extra.map((member) => `bucket ${showMember(member)} is a member but not declared`),
    ...flags
      .filter((flag) => live.block[flag] !== desired.block[flag])
      .map((flag) => `${flag} is ${live.block[flag]}, declared ${desired.block[flag]}`),
  ];
}

function showMember({ bucket, account }: MemberBucket): string {
  return account === undefined ? `"${bucket}"` : `"${bucket}" of account ${account}`;
}

/** `CreatedAt` is documented as the time at which S3 received the creation. */
const EARLIEST_CREATION = -1 * MINUTE;
const LATEST_CREATION = 5 * MINUTE;

/** Whether the access point is older than the operation, which then resumed an incomplete creation of another owner. */
export function isAccessPointOlderThanOperation(live: LiveAccessPoint, operation: AsynchronousOperation): boolean {
  return live.createdAt - operation.createdAt < EARLIEST_CREATION;
}

/**
 * Whether an operation certainly created this access point: it has the requested settings, and S3 received its creation
 * when the operation started. An operator who creates an access point after a failed creation does so later. The caller
 * must check that the operation did not fail because the access point existed already.
 */
export function isCreatedBy(
  live: LiveAccessPoint,
  operation: AsynchronousOperation,
  requested: AccessPointSpec,
): boolean {
  const age = live.createdAt - operation.createdAt;
  return listDifferencesFromDesired(live, requested).length === 0 && age >= EARLIEST_CREATION && age <= LATEST_CREATION;
}
