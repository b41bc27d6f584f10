import { getAccessPoint, type LiveAccessPoint } from '../../control/access-points';
import { MINUTE, SECOND } from '../../control/clock';
import { poll } from '../../control/poll';
import { MRAP904, MRAP906 } from '../../src/checks/diagnostics/deployment';
import { type AccessPointAttributes } from '../../src/contract/access-point';
import { ContractError } from '../../src/contract/reading';
import { domainNameOf } from '../../src/facts/identifiers';
import { type CompletionAnswer } from '../cloudformation/answer';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { wait } from '../waiting';
import { completeDeletion, removeAbandoned } from './complete-deletion';
import { creationFailed, stepCreation } from './creation';
import { formatPhysicalId, parsePhysicalId, type PendingId, type SettledId } from './physical-id';
import { readWish, requestOf } from './wish';

/** An untouched access point is read for its attributes, but not for long: an update that changes nothing must not hang on us-west-2. */
const ATTRIBUTE_PATIENCE = 30 * SECOND;

/** Does what onEvent announced, and says whether it is done. */
export async function isAccessPointComplete(environment: Environment, event: ResourceEvent): Promise<CompletionAnswer> {
  if (event.type === 'Delete') return completeDeletion(environment, event);
  const id = parsePhysicalId(event.physicalId);
  if (id === undefined) throw new ContractError('PhysicalResourceId', 'an id that onEvent answers', event.physicalId);
  return id.kind === 'pending' ? completeCreation(environment, event, id) : completeUnchanged(environment, event, id);
}

async function completeCreation(environment: Environment, event: ResourceEvent, id: PendingId): Promise<CompletionAnswer> {
  const { accountId, startedAt } = event;
  const wish = readWish(event.properties, accountId);
  const request = requestOf(id.name, wish);
  // An update never takes over what its own operation did not make.
  const adopt = wish.properties.Existing === 'ADOPT' && event.type === 'Create';

  const created = await wait({
    environment,
    startedAt,
    timeout: wish.timeout,
    step: (see) => stepCreation({ environment, accountId, id, request, adopt, see }),
    onTimeout: ({ state, token }) => new HandlerError([MRAP904.find({
      what: `creating access point "${id.name}"`, minutes: wish.timeout / MINUTE, state, token, consequence: 'a rollback deletes it',
    })]),
    onFailure: (failure) => creationFailed(id.name, failure),
  });
  if (created === undefined) return { IsComplete: false };
  return { IsComplete: true, PhysicalResourceId: formatPhysicalId(created.id), Data: { ...attributesOf(created.id, accountId, created.live) } };
}

async function completeUnchanged(environment: Environment, event: ResourceEvent, id: SettledId): Promise<CompletionAnswer> {
  const { clock, s3, report } = environment;
  if (event.abandoned !== undefined && !await removeAbandoned(environment, event, event.abandoned)) return { IsComplete: false };
  const read = await poll({
    clock,
    startedAt: event.startedAt,
    until: clock.now() + ATTRIBUTE_PATIENCE,
    tick: async () => ({ live: await getAccessPoint(s3, event.accountId, id.name) }),
  });
  const live = read?.live?.alias === id.alias ? read.live : undefined;
  if (read && !live) report(MRAP906.find({ name: id.name, alias: id.alias }));
  return { IsComplete: true, Data: { ...attributesOf(id, event.accountId, live) } };
}

function attributesOf(id: SettledId, accountId: string, live: LiveAccessPoint | undefined): AccessPointAttributes {
  return {
    Name: id.name,
    Alias: id.alias,
    Arn: `arn:aws:s3::${accountId}:accesspoint/${id.alias}`,
    DomainName: domainNameOf(id.alias),
    CreatedAt: live ? new Date(live.createdAt).toISOString() : '',
    Origin: id.kind,
  };
}
