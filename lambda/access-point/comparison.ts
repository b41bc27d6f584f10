import { type AccessPointRequest, type LiveAccessPoint, type PublicAccessBlock } from '../../control/access-points';
import { type AsynchronousOperation } from '../../control/asynchronous-operations';
import { MINUTE } from '../../control/clock';
import { memberKey } from './desired-state';

/** In what a live access point differs from what was asked for; empty where it does not. */
export function differences(live: LiveAccessPoint, request: AccessPointRequest): string[] {
  const [liveKeys, askedKeys] = [live.members.map(memberKey), request.members.map(memberKey)];
  const missing = request.members.filter((member) => !liveKeys.includes(memberKey(member)));
  const extra = live.members.filter((member) => !askedKeys.includes(memberKey(member)));
  const flags = (Object.keys(request.block) as (keyof PublicAccessBlock)[]).filter((flag) => live.block[flag] !== request.block[flag]);
  return [
    ...missing.map((member) => `bucket ${showMember(member)} is declared but not a member`),
    ...extra.map((member) => `bucket ${showMember(member)} is a member but not declared`),
    ...flags.map((flag) => `${flag} is ${live.block[flag]}, declared ${request.block[flag]}`),
  ];
}

function showMember(member: { bucket: string; account?: string }): string {
  return member.account === undefined ? `"${member.bucket}"` : `"${member.bucket}" of account ${member.account}`;
}

const CLOCK_SKEW = 5 * MINUTE;
const LONGEST_CREATION = 60 * MINUTE;

/**
 * Whether an operation of ours made this access point: what it asked for is what is there, and it appeared when the operation ran. That the
 * operation did not fail as already owned is for the caller to see.
 */
export function isMadeBy(live: LiveAccessPoint, operation: AsynchronousOperation, request: AccessPointRequest): boolean {
  const age = live.createdAt - operation.createdAt;
  return differences(live, request).length === 0 && age >= -CLOCK_SKEW && age <= LONGEST_CREATION;
}
