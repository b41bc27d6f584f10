import { SECOND } from '../../control/clock';
import { type LiveReplication, type SourceBucket } from '../../control/replication';
import { checkRules } from '../../src/diagnostics/checks/replication-rules';
import { MRAP936_EXISTING_RULES_KEPT } from '../../src/diagnostics/definitions/replication-deployment';
import { onlyErrors, type Finding } from '../../src/diagnostics/finding';
import { readReplicationProperties, type ReplicationProperties } from '../../src/wire/replication';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { readPreviousProperties } from '../cloudformation/previous-properties';
import { type IsCompleteResponse, type OnEventResponse } from '../cloudformation/response';
import { type HandlerContext, INVOCATION_PATIENCE } from '../handler-context';
import { checkAgainst, containsRules, idsOf, mergeRules, ourRules } from './merge';
import { type ReplicationRequest } from './retry';
import { clear, read, readIfThere, TAKEN_BACK_WITHIN, write } from './write';

/** How the id ends of a resource whose rules were there before it. */
const FOUND = '/found';
/** Of a request this old the last call has ended. */
const ENDED_AFTER = TAKEN_BACK_WITHIN + 10 * SECOND;

/**
 * The rules of one source bucket.
 *
 * | physical id                   | means                                                                            |
 * |-------------------------------|----------------------------------------------------------------------------------|
 * | `<bucket>/replication`        | our rules go with the resource                                                   |
 * | `<bucket>/replication/found`  | our rules were there before it, under a role that was given: they stay           |
 *
 * Only looks: what fails from here on has an id, under which CloudFormation has it removed.
 */
export async function onReplicationEvent(context: HandlerContext, event: ResourceEvent): Promise<OnEventResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const desired = readReplicationProperties(event.properties);
  refuse(checkRules(desired.Bucket, desired.Rules));
  const live = await readChecked(requestOf(context, event, desired), event, desired);
  const found = desired.RoleOrigin === 'given' && ourRules(desired.Bucket, live).length > 0;
  return { PhysicalResourceId: idFor(event, desired.Bucket, found), IsRollback: isRollback(event, desired, live) };
}

export async function isReplicationComplete(context: HandlerContext, event: ResourceEvent): Promise<IsCompleteResponse> {
  const desired = readReplicationProperties(event.properties);
  const request = requestOf(context, event, desired);
  return { IsComplete: event.type === 'Delete' ? await remove(request, event, desired) : await declare(request, event, desired) };
}

function requestOf(context: HandlerContext, { accountId, startedAt }: ResourceEvent, { Bucket, Region }: ReplicationProperties): ReplicationRequest {
  const source: SourceBucket = { bucket: Bucket, region: Region, owner: accountId };
  return { context, source, startedAt };
}

async function declare(request: ReplicationRequest, event: ResourceEvent, desired: ReplicationProperties): Promise<boolean> {
  // The update that failed may have been given up by CloudFormation alone, and run on.
  if (event.isRollback && !hasEnded(request)) {
    await waitForEnd(request);
    return false;
  }
  const now = event.isRollback ? { ...request, startedAt: request.context.clock.now() } : request;
  const live = await readChecked(now, event, desired);
  await write(now, live, mergeRules(live, desired));
  return true;
}

/** Whether an update declares what is there already, as the rollback of one that came to nothing. */
function isRollback(event: ResourceEvent, desired: ReplicationProperties, live: LiveReplication | undefined): boolean {
  const failed = formerly(event);
  if (failed === undefined || !containsRules(live, desired) || containsRules(live, failed)) return false;
  // What is refused still has written nothing, and never will.
  return onlyErrors([...checkRules(failed.Bucket, failed.Rules), ...checkAgainst(live, failed, desired.Role)]).length === 0;
}

function formerly(event: ResourceEvent): ReplicationProperties | undefined {
  return event.type === 'Update' ? readPreviousProperties(() => readReplicationProperties(event.oldProperties)) : undefined;
}

async function readChecked(request: ReplicationRequest, event: ResourceEvent, desired: ReplicationProperties): Promise<LiveReplication | undefined> {
  const live = await read(request);
  refuse(checkAgainst(live, desired, formerly(event)?.Role));
  return live;
}

/** An update of the same bucket is the same resource; another bucket is another one, and the former is then deleted. */
function idFor(event: ResourceEvent, bucket: string, found: boolean): string {
  const id = idOf(bucket);
  if (event.type === 'Update' && event.physicalId.startsWith(id)) return event.physicalId;
  return found ? `${id}${FOUND}` : id;
}

async function remove(request: ReplicationRequest, event: ResourceEvent, desired: ReplicationProperties): Promise<boolean> {
  // The creation that CloudFormation gave up may run on, and write once more.
  const last = !isInvented(event, desired) || desired.RoleOrigin === 'given' || hasEnded(request);
  await removeOurs(request, event, desired);
  if (!last) await waitForEnd(request);
  return last;
}

async function removeOurs(request: ReplicationRequest, event: ResourceEvent, desired: ReplicationProperties): Promise<void> {
  const { context, source: { bucket } } = request;
  const live = await readIfThere(request);
  const ours = ourRules(bucket, live);
  if (live === undefined || ours.length === 0) return;
  // Under another role they are those of another stack, or of an earlier one that kept them.
  if (wereFound(event, desired) || live.role !== desired.Role) context.report(MRAP936_EXISTING_RULES_KEPT.create({ bucket, rules: idsOf(ours) }));
  else await clear(request);
}

/** Whether all has ended that was asked for before this request. */
function hasEnded({ context: { clock }, startedAt }: ReplicationRequest): boolean {
  return clock.now() >= startedAt + ENDED_AFTER;
}

/** As long as one invocation may. */
async function waitForEnd({ context: { clock }, startedAt }: ReplicationRequest): Promise<void> {
  await clock.sleep(Math.max(0, Math.min(startedAt + ENDED_AFTER - clock.now(), INVOCATION_PATIENCE)));
}

/** An id that CloudFormation made up for a creation that it cancelled says nothing; under a given role the rules may have been there before. */
function wereFound(event: ResourceEvent, desired: ReplicationProperties): boolean {
  return isInvented(event, desired) ? desired.RoleOrigin === 'given' : event.physicalId.endsWith(FOUND);
}

function isInvented({ physicalId }: ResourceEvent, { Bucket: bucket }: ReplicationProperties): boolean {
  return !physicalId.startsWith(idOf(bucket));
}

function idOf(bucket: string): string {
  return `${bucket}/replication`;
}

function refuse(findings: readonly Finding[]): void {
  const errors = onlyErrors(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}
