import { SECOND } from '../../control/clock';
import { type Replication, type SourceBucket } from '../../control/replication';
import { MRAP936 } from '../../src/checks/diagnostics/replication-deployment';
import { errorsOf, type Finding } from '../../src/checks/finding';
import { checkRules } from '../../src/checks/replication-rules';
import { readReplicationProperties, type ReplicationProperties } from '../../src/contract/replication';
import { type CompletionAnswer, type EventAnswer } from '../cloudformation/answer';
import { readBefore } from '../cloudformation/before';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment, INVOCATION_PATIENCE } from '../context';
import { type Request } from './insist';
import { checkAgainst, declares, idsOf, merge, ourRules } from './merge';
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
export async function onReplicationEvent(environment: Environment, event: ResourceEvent): Promise<EventAnswer> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const wish = readReplicationProperties(event.properties);
  refuse(checkRules(wish.Bucket, wish.Rules));
  const live = await readChecked(requestOf(environment, event, wish), event, wish);
  const found = wish.RoleOrigin === 'given' && ourRules(wish.Bucket, live).length > 0;
  return { PhysicalResourceId: idFor(event, wish.Bucket, found), GoesBack: goesBack(event, wish, live) };
}

export async function isReplicationComplete(environment: Environment, event: ResourceEvent): Promise<CompletionAnswer> {
  const wish = readReplicationProperties(event.properties);
  const request = requestOf(environment, event, wish);
  return { IsComplete: event.type === 'Delete' ? await remove(request, event, wish) : await declare(request, event, wish) };
}

function requestOf(environment: Environment, { accountId, startedAt }: ResourceEvent, { Bucket, Region }: ReplicationProperties): Request {
  const source: SourceBucket = { bucket: Bucket, region: Region, owner: accountId };
  return { environment, source, startedAt };
}

async function declare(request: Request, event: ResourceEvent, wish: ReplicationProperties): Promise<boolean> {
  // The update that failed may have been given up by CloudFormation alone, and run on.
  if (event.goesBack && !hasEnded(request)) {
    await waitForEnd(request);
    return false;
  }
  const now = event.goesBack ? { ...request, startedAt: request.environment.clock.now() } : request;
  const live = await readChecked(now, event, wish);
  await write(now, live, merge(live, wish));
  return true;
}

/** Whether an update declares what is there already, as the rollback of one that came to nothing. */
function goesBack(event: ResourceEvent, wish: ReplicationProperties, live: Replication | undefined): boolean {
  const failed = formerly(event);
  if (failed === undefined || !declares(live, wish) || declares(live, failed)) return false;
  // What is refused still has written nothing, and never will.
  return errorsOf([...checkRules(failed.Bucket, failed.Rules), ...checkAgainst(live, failed, wish.Role)]).length === 0;
}

function formerly(event: ResourceEvent): ReplicationProperties | undefined {
  return event.type === 'Update' ? readBefore(() => readReplicationProperties(event.oldProperties)) : undefined;
}

async function readChecked(request: Request, event: ResourceEvent, wish: ReplicationProperties): Promise<Replication | undefined> {
  const live = await read(request);
  refuse(checkAgainst(live, wish, formerly(event)?.Role));
  return live;
}

/** An update of the same bucket is the same resource; another bucket is another one, and the former is then deleted. */
function idFor(event: ResourceEvent, bucket: string, found: boolean): string {
  const id = idOf(bucket);
  if (event.type === 'Update' && event.physicalId.startsWith(id)) return event.physicalId;
  return found ? `${id}${FOUND}` : id;
}

async function remove(request: Request, event: ResourceEvent, wish: ReplicationProperties): Promise<boolean> {
  // The creation that CloudFormation gave up may run on, and write once more.
  const last = !isInvented(event, wish) || wish.RoleOrigin === 'given' || hasEnded(request);
  await removeOurs(request, event, wish);
  if (!last) await waitForEnd(request);
  return last;
}

async function removeOurs(request: Request, event: ResourceEvent, wish: ReplicationProperties): Promise<void> {
  const { environment, source: { bucket } } = request;
  const live = await readIfThere(request);
  const ours = ourRules(bucket, live);
  if (live === undefined || ours.length === 0) return;
  // Under another role they are those of another stack, or of an earlier one that kept them.
  if (wereFound(event, wish) || live.role !== wish.Role) environment.report(MRAP936.find({ bucket, rules: idsOf(ours) }));
  else await clear(request);
}

/** Whether all has ended that was asked for before this request. */
function hasEnded({ environment: { clock }, startedAt }: Request): boolean {
  return clock.now() >= startedAt + ENDED_AFTER;
}

/** As long as one invocation may. */
async function waitForEnd({ environment: { clock }, startedAt }: Request): Promise<void> {
  await clock.sleep(Math.max(0, Math.min(startedAt + ENDED_AFTER - clock.now(), INVOCATION_PATIENCE)));
}

/** An id that CloudFormation made up for a creation that it cancelled says nothing; under a given role the rules may have been there before. */
function wereFound(event: ResourceEvent, wish: ReplicationProperties): boolean {
  return isInvented(event, wish) ? wish.RoleOrigin === 'given' : event.physicalId.endsWith(FOUND);
}

function isInvented({ physicalId }: ResourceEvent, { Bucket: bucket }: ReplicationProperties): boolean {
  return !physicalId.startsWith(idOf(bucket));
}

function idOf(bucket: string): string {
  return `${bucket}/replication`;
}

function refuse(findings: readonly Finding[]): void {
  const errors = errorsOf(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}
