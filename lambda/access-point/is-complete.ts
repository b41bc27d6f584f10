import { getAccessPoint, type LiveAccessPoint } from '../../control/access-points';
import { MINUTE, SECOND } from '../../control/clock';
import { pollUntilDone } from '../../control/poll';
import { MRAP904_TIMED_OUT, MRAP906_ACCESS_POINT_MISSING } from '../../src/diagnostics/definitions/deployment';
import { makeDomainName } from '../../src/facts/identifiers';
import { type AccessPointAttributes } from '../../src/wire/access-point';
import { PropertyError } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type IsCompleteResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { waitForResult } from '../waiting';
import { advanceCreation, toCreationError } from './creation-step';
import { completeDeletion, completeRenamedDeletion, deleteCancelledReplacement } from './deletion';
import { toAccessPointSpec } from './desired-state';
import { formatPhysicalId, type PendingId, type SettledId } from './physical-id';
import { type AccessPointResourceRequest, parseAccessPointResourceEvent } from './request';

/** An update without a change must not fail because us-west-2 does not answer. */
const ATTRIBUTES_TIMEOUT = 30 * SECOND;

/** Performs the change that onEvent returned an id for. */
export async function isAccessPointComplete(
  context: HandlerContext,
  event: ResourceEvent,
): Promise<IsCompleteResponse> {
  const request = parseAccessPointResourceEvent(context, event);
  const { id } = request;
  if (event.type === 'Delete') {
    return id?.kind === 'renamed' ? completeRenamedDeletion(request, id) : completeDeletion(request);
  }
  if (id === undefined) throw new PropertyError('PhysicalResourceId', 'an id that onEvent returns', event.physicalId);
  return id.kind === 'pending' ? completeCreation(request, id) : completeUnchanged(request, id);
}

async function completeCreation(
  { context, event, desired }: AccessPointResourceRequest,
  id: PendingId,
): Promise<IsCompleteResponse> {
  const { accountId } = event;
  const { timeout } = desired;
  const spec = toAccessPointSpec(id.name, desired);
  const isNameGenerated = id.name !== desired.givenName;
  // An update never adopts an access point.
  const adoptExisting = desired.properties.Existing === 'ADOPT' && event.type === 'Create';
  const deadline = event.startedAt + timeout;
  const creation = { context, accountId, event, id, spec, isNameGenerated, adoptExisting, deadline };

  const settled = await waitForResult({
    context,
    event,
    timeout,
    step: (recordProgress) =>
      advanceCreation({ ...creation, recordProgress }),
    onTimeout: ({ state, token }) =>
      new HandlerError([
        MRAP904_TIMED_OUT.create({
          what: `creating access point "${id.name}"`,
          minutes: timeout / MINUTE,
          state,
          token,
          consequence: 'a rollback deletes it',
        }),
      ]),
    onFailure: (failure) => toCreationError(id.name, failure),
  });
  if (settled === undefined) return { IsComplete: false };
  return {
    IsComplete: true,
    PhysicalResourceId: formatPhysicalId(settled.id),
    Data: { ...makeAttributes(settled.id, accountId, settled.live) },
  };
}

async function completeUnchanged(request: AccessPointResourceRequest, id: SettledId): Promise<IsCompleteResponse> {
  const { context: { clock, s3, report }, event: { accountId, startedAt, cancelledReplacement } } = request;
  const isCleanedUp =
    cancelledReplacement === undefined || (await deleteCancelledReplacement(request, cancelledReplacement));
  if (!isCleanedUp) return { IsComplete: false };
  const read = await pollUntilDone({
    clock,
    startedAt,
    until: clock.now() + ATTRIBUTES_TIMEOUT,
    tick: async () => ({ live: await getAccessPoint(s3, accountId, id.name) }),
  });
  const live = read?.live?.alias === id.alias ? read.live : undefined;
  if (read && !live) report(MRAP906_ACCESS_POINT_MISSING.create({ name: id.name, alias: id.alias }));
  return { IsComplete: true, Data: { ...makeAttributes(id, accountId, live) } };
}

function makeAttributes(id: SettledId, accountId: string, live: LiveAccessPoint | undefined): AccessPointAttributes {
  return {
    Name: id.name,
    Alias: id.alias,
    Arn: `arn:aws:s3::${accountId}:accesspoint/${id.alias}`,
    DomainName: makeDomainName(id.alias),
    // The routes of an adopted access point can have been changed manually before, even if it is new.
    CreatedAt: live && id.kind === 'created' ? new Date(live.createdAt).toISOString() : '',
    Origin: id.kind === 'created' ? 'created' : 'adopted',
    Owner: id.owner,
  };
}
