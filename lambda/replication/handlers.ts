import { SECOND } from '../../control/clock';
import { type LiveReplication } from '../../control/replication';
import { checkReplicationRules } from '../../src/diagnostics/checks/replication-rules';
import { selectErrors } from '../../src/diagnostics/finding';
import { type ResourceEvent } from '../cloudformation/event';
import { assertNoErrors } from '../cloudformation/handler-error';
import { type IsCompleteResponse, type OnEventResponse } from '../cloudformation/response';
import { readUpdateOrRollbackDirection } from '../cloudformation/stack-status';
import { type HandlerContext, INVOCATION_WAIT_TIMEOUT } from '../handler-context';
import { checkRulesCanBeMerged, containsRulesOfRequest, findOwnRules } from './merge';
import { isIdInventedByCloudFormation, makeReplicationId } from './physical-id';
import { removeReplicationRules } from './remove';
import { parseReplicationResourceEvent, type ReplicationResourceRequest } from './request';
import { readMergeableReplication, REPLICATION_RULES_RESTORE_TIMEOUT, writeReplication } from './write';

/** After this time, the last call of an earlier request has ended. */
const EARLIER_REQUEST_TIMEOUT = REPLICATION_RULES_RESTORE_TIMEOUT + 10 * SECOND;

/**
 * Checks the request and changes nothing. If a later step fails, CloudFormation sends a Delete with the returned id.
 */
export async function onReplicationEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const request = parseReplicationResourceEvent(context, event);
  const { desired } = request;
  assertNoErrors(checkReplicationRules(desired.Bucket, desired.Rules));
  const live = await readMergeableReplication(request);
  const existedBefore = desired.RoleOrigin === 'given' && findOwnRules(desired.Bucket, live).length > 0;
  const direction = event.type === 'Update' ? await readUpdateOrRollbackDirection(context, event) : 'forward';
  return {
    PhysicalResourceId: makeReplicationId(request, existedBefore),
    Direction: direction,
    IsRollback: direction !== 'forward' && isRollback(request, live),
  };
}

export async function isReplicationComplete(
  context: HandlerContext,
  event: ResourceEvent,
): Promise<IsCompleteResponse> {
  const request = parseReplicationResourceEvent(context, event);
  return { IsComplete: event.type === 'Delete' ? await completeRemoval(request) : await completeWrite(request) };
}

async function completeWrite(request: ReplicationResourceRequest): Promise<boolean> {
  const { context: { clock }, event } = request;
  // CloudFormation may have cancelled the failed update while its handler still runs.
  if (event.isRollback && !hasEarlierRequestEnded(request)) {
    await waitForEarlierRequest(request);
    return false;
  }
  const current = event.isRollback ? { ...request, startedAt: clock.now() } : request;
  await writeReplication(current);
  return true;
}

/**
 * Whether the update is the rollback of a failed update: the desired rules are live, and the previous ones are not.
 */
function isRollback({ desired, previous }: ReplicationResourceRequest, live: LiveReplication | undefined): boolean {
  if (previous === undefined || !containsRulesOfRequest(live, desired) || containsRulesOfRequest(live, previous)) {
    return false;
  }
  // An update with invalid rules failed before it wrote them.
  const findings = [
    ...checkReplicationRules(previous.Bucket, previous.Rules), ...checkRulesCanBeMerged(live, previous, desired.Role),
  ];
  return selectErrors(findings).length === 0;
}

async function completeRemoval(request: ReplicationResourceRequest): Promise<boolean> {
  // The handler of a cancelled creation may still run and write the rules after this removal.
  const isCancelledCreation = isIdInventedByCloudFormation(request) && request.desired.RoleOrigin !== 'given';
  const mayStillRun = isCancelledCreation && !hasEarlierRequestEnded(request);
  await removeReplicationRules(request);
  if (mayStillRun) await waitForEarlierRequest(request);
  return !mayStillRun;
}

function hasEarlierRequestEnded({ context: { clock }, startedAt }: ReplicationResourceRequest): boolean {
  return clock.now() >= startedAt + EARLIER_REQUEST_TIMEOUT;
}

async function waitForEarlierRequest({ context: { clock }, startedAt }: ReplicationResourceRequest): Promise<void> {
  await clock.sleep(Math.max(0, Math.min(startedAt + EARLIER_REQUEST_TIMEOUT - clock.now(), INVOCATION_WAIT_TIMEOUT)));
}
