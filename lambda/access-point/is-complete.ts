import { getAccessPoint, type LiveAccessPoint } from '../../control/access-points';
import { MINUTE, SECOND } from '../../control/clock';
import { poll } from '../../control/poll';
import { MRAP904_TIMED_OUT, MRAP906_ACCESS_POINT_MISSING } from '../../src/diagnostics/definitions/deployment';
import { makeDomainName } from '../../src/facts/identifiers';
import { type AccessPointAttributes } from '../../src/wire/access-point';
import { PropertyError } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { wait } from '../waiting';
import { completeDeletion, deleteCancelledReplacement } from './complete-deletion';
import { creationFailed, stepCreation } from './creation';
import { parseDesiredState, requestOf } from './desired-state';
import { formatPhysicalId, parsePhysicalId, type PendingId, type SettledId } from './physical-id';

/** An untouched access point is read for its attributes, but not for long: an update that changes nothing must not hang on us-west-2. */
const ATTRIBUTE_PATIENCE = 30 * SECOND;

/** Does what onEvent announced, and says whether it is done. */
export async function isAccessPointComplete(context: HandlerContext, event: ResourceEvent): Promise<IsCompleteResponse> {
  if (event.type === 'Delete') return completeDeletion(context, event);
  const id = parsePhysicalId(event.physicalId);
  if (id === undefined) throw new PropertyError('PhysicalResourceId', 'an id that onEvent answers', event.physicalId);
  return id.kind === 'pending' ? completeCreation(context, event, id) : completeUnchanged(context, event, id);
}

async function completeCreation(context: HandlerContext, event: ResourceEvent, id: PendingId): Promise<IsCompleteResponse> {
  const { accountId, startedAt } = event;
  const desired = parseDesiredState(event.properties, accountId);
  const request = requestOf(id.name, desired);
  // An update never takes over what its own operation did not make.
  const adopt = desired.properties.Existing === 'ADOPT' && event.type === 'Create';

  const created = await wait({
    context,
    startedAt,
    timeout: desired.timeout,
    step: (see) => stepCreation({ context, accountId, id, request, adopt, see }),
    onTimeout: ({ state, token }) => new HandlerError([MRAP904_TIMED_OUT.create({
      what: `creating access point "${id.name}"`, minutes: desired.timeout / MINUTE, state, token, consequence: 'a rollback deletes it',
    })]),
    onFailure: (failure) => creationFailed(id.name, failure),
  });
  if (created === undefined) return { IsComplete: false };
  return { IsComplete: true, PhysicalResourceId: formatPhysicalId(created.id), Data: { ...attributesOf(created.id, accountId, created.live) } };
}

async function completeUnchanged(context: HandlerContext, event: ResourceEvent, id: SettledId): Promise<IsCompleteResponse> {
  const { clock, s3, report } = context;
  if (event.cancelledReplacement !== undefined && !await deleteCancelledReplacement(context, event, event.cancelledReplacement)) return { IsComplete: false };
  const read = await poll({
    clock,
    startedAt: event.startedAt,
    until: clock.now() + ATTRIBUTE_PATIENCE,
    tick: async () => ({ live: await getAccessPoint(s3, event.accountId, id.name) }),
  });
  const live = read?.live?.alias === id.alias ? read.live : undefined;
  if (read && !live) report(MRAP906_ACCESS_POINT_MISSING.create({ name: id.name, alias: id.alias }));
  return { IsComplete: true, Data: { ...attributesOf(id, event.accountId, live) } };
}

function attributesOf(id: SettledId, accountId: string, live: LiveAccessPoint | undefined): AccessPointAttributes {
  return {
    Name: id.name,
    Alias: id.alias,
    Arn: `arn:aws:s3::${accountId}:accesspoint/${id.alias}`,
    DomainName: makeDomainName(id.alias),
    CreatedAt: live ? new Date(live.createdAt).toISOString() : '',
    Origin: id.kind,
  };
}
