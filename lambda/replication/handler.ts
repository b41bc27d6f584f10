import { type SourceBucket } from '../../control/replication';
import { MRAP936 } from '../../src/checks/diagnostics/replication-deployment';
import { errorsOf, type Finding } from '../../src/checks/finding';
import { checkRules } from '../../src/checks/replication-rules';
import { readReplicationProperties, type ReplicationProperties } from '../../src/contract/replication';
import { type SynchronousAnswer } from '../cloudformation/answer';
import { readBefore } from '../cloudformation/before';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { type Request } from './insist';
import { checkAgainst, foreignRules, idsOf, isOurs, merge, withoutOurs } from './merge';
import { clear, read, readIfThere, write } from './write';

/** How the id ends of a resource whose rules were there before it. */
const FOUND = '/found';

/**
 * The rules of one source bucket.
 *
 * | physical id                   | means                                                                            |
 * |-------------------------------|----------------------------------------------------------------------------------|
 * | `<bucket>/replication`        | our rules go with the resource                                                   |
 * | `<bucket>/replication/found`  | our rules were there before it, under a role that was given: they stay           |
 */
export async function onReplicationEvent(environment: Environment, event: ResourceEvent): Promise<SynchronousAnswer> {
  const wish = readReplicationProperties(event.properties);
  const source: SourceBucket = { bucket: wish.Bucket, region: wish.Region, owner: event.accountId };
  const request = { environment, source, startedAt: event.startedAt };
  return event.type === 'Delete' ? remove(request, event, wish) : declare(request, event, wish);
}

async function declare(request: Request, event: ResourceEvent, wish: ReplicationProperties): Promise<SynchronousAnswer> {
  refuse(checkRules(wish.Bucket, wish.Rules));
  const formerRole = event.type === 'Update' ? readBefore(() => readReplicationProperties(event.oldProperties))?.Role : undefined;
  const before = await read(request);
  refuse(checkAgainst(before, wish, formerRole));
  await write(request, before, merge(before, wish));
  const found = wish.RoleOrigin === 'given' && before !== undefined && foreignRules(wish.Bucket, before).length < before.rules.length;
  return { PhysicalResourceId: idFor(event, wish.Bucket, found) };
}

/** An update of the same bucket is the same resource; another bucket is another one, and the former is then deleted. */
function idFor(event: ResourceEvent, bucket: string, found: boolean): string {
  const id = idOf(bucket);
  if (event.type === 'Update' && event.physicalId.startsWith(id)) return event.physicalId;
  return found ? `${id}${FOUND}` : id;
}

async function remove(request: Request, event: ResourceEvent, wish: ReplicationProperties): Promise<SynchronousAnswer> {
  const { environment, source: { bucket } } = request;
  const answer = { PhysicalResourceId: event.physicalId };
  const live = await readIfThere(request);
  const ours = live?.rules.filter((rule) => isOurs(bucket, rule)) ?? [];
  if (live === undefined || ours.length === 0) return answer;
  if (wereFound(event, wish)) environment.report(MRAP936.find({ bucket, rules: idsOf({ ...live, rules: ours }) }));
  else await clear(request, withoutOurs(bucket, live));
  return answer;
}

/** An id that CloudFormation made up for a creation that it cancelled says nothing; under a given role the rules may have been there before. */
function wereFound({ physicalId }: ResourceEvent, { Bucket: bucket, RoleOrigin: origin }: ReplicationProperties): boolean {
  return physicalId.startsWith(idOf(bucket)) ? physicalId.endsWith(FOUND) : origin === 'given';
}

function idOf(bucket: string): string {
  return `${bucket}/replication`;
}

function refuse(findings: readonly Finding[]): void {
  const errors = errorsOf(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}
