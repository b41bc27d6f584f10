import { MINUTE, SECOND } from '../../control/clock';
import { showFailure } from '../../control/failure';
import { RoutesClient } from '../../control/routes/routes-client';
import { allActive, toDials, equalDials, resolveTable, showDials } from '../../control/routes/routing';
import { checkArn } from '../../src/diagnostics/checks/names';
import { checkRoutes } from '../../src/diagnostics/checks/routes';
import { MRAP910_MANUAL_ROUTES_KEPT, MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT, MRAP912_MANUAL_ROUTES_OVERWRITTEN, MRAP914_CONTROL_REGION_SKIPPED } from '../../src/diagnostics/definitions/failover';
import { onlyErrors, type Finding } from '../../src/diagnostics/finding';
import { readRoutesProperties, type RoutesProperties } from '../../src/wire/routes';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { readPreviousProperties } from '../cloudformation/previous-properties';
import { type SynchronousResponse } from '../cloudformation/response';
import { type HandlerContext } from '../handler-context';
import { apply, SENT_WITHIN } from './apply';
import { decide } from './decision';
import { type Declaration, declarationOf, equalDeclarations, formatRoutesId, isSettled, parseRoutesId, type RoutesId, tableOf } from './physical-id';
import { recover } from './recovery';
import { answer, readMembers, type RoutesRequest } from './request';

/** One deployment does not take longer between creating an access point and routing it. */
const SAME_DEPLOYMENT = 120 * MINUTE;
const LET_OTHERS_ANSWER = 20 * SECOND;
/** An update that changes nothing reads the routes for its attribute, once round the five at most. */
const NO_SECOND_ROUND = 0;

/** Routes are declared, changed or left; nothing ever deletes them. */
export async function onRoutesEvent(context: HandlerContext, event: ResourceEvent): Promise<SynchronousResponse> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const desired = readRoutesProperties(event.properties);
  refuse([...checkArn(desired.AccessPointArn), ...checkRoutes(tableOf(desired))]);
  const client = new RoutesClient({
    s3: context.s3,
    clock: context.clock,
    accountId: event.accountId,
    accessPointArn: desired.AccessPointArn,
    startedAt: event.startedAt,
    onSkipped: ({ region, failure }) => context.report(MRAP914_CONTROL_REGION_SKIPPED.create({ region, reason: showFailure(failure) })),
  });
  const request = { context, event, invokedAt: context.clock.now(), desired, client };
  if (event.type === 'Create') return declare(request, undefined);

  const before = readPreviousProperties(() => readRoutesProperties(event.oldProperties));
  const [wished, declaredBefore] = [declarationOf(desired), before && declarationOf(before)];
  const id = parseRoutesId(event.physicalId);
  const failed = id && equalDeclarations(wished, id) && before?.AccessPointArn === desired.AccessPointArn && !equalDeclarations(wished, declaredBefore!);
  if (failed) return recover(request, before);
  return isSettled(id, wished, declaredBefore, event.startedAt) ? settled(request, declaredBefore) : declare(request, before);
}

/** Nothing to apply: answers what is live, as far as it can be read. */
async function settled(request: RoutesRequest, before: Declaration | undefined): Promise<SynchronousResponse> {
  const { context, event, desired } = request;
  const members = await readMembers(request, NO_SECOND_ROUND).catch(() => undefined);
  const live = members && toDials(members);
  const wished = members && resolveTable(tableOf(desired), members.map(({ region }) => region));
  if (live && wished && !equalDials(live, wished)) context.report(MRAP910_MANUAL_ROUTES_KEPT.create({ live: showDials(live), declared: showDials(wished) }));
  const asBefore = before && equalDeclarations(declarationOf(desired), before);
  return answer(asBefore ? event.physicalId : formatRoutesId(declarationOf(desired)), live);
}

async function declare(request: RoutesRequest, before: RoutesProperties | undefined): Promise<SynchronousResponse> {
  const { context: { clock, report }, event: { startedAt }, desired } = request;
  const members = await readMembers(request);
  const regions = members.map((member) => member.region);
  refuse(checkRoutes(tableOf(desired), regions));

  const live = toDials(members);
  const continued = before?.AccessPointArn === desired.AccessPointArn;
  const expected = continued ? resolveTable(tableOf(before), regions) : allActive(regions);
  const wishedDials = resolveTable(tableOf(desired), regions);
  const decision = decide({ desired: wishedDials, live, expected, liveRoutes: desired.LiveRoutes, fresh: !continued && isFresh(desired, startedAt) });

  if (decision === 'refuse') throw new HandlerError([MRAP911_MANUAL_ROUTES_STOP_DEPLOYMENT.create({ live: showDials(live), declared: showDials(expected) })]);
  if (decision === 'keep') {
    // What is live already may be the work of another delivery of this request, whose answer then comes first.
    if (equalDials(live, wishedDials)) await clock.sleep(LET_OTHERS_ANSWER);
    else report(MRAP910_MANUAL_ROUTES_KEPT.create({ live: showDials(live), declared: showDials(wishedDials) }));
    return answer(formatRoutesId(untouchedId(desired, before, startedAt)), live);
  }
  if (decision === 'overwrite') report(MRAP912_MANUAL_ROUTES_OVERWRITTEN.create({ before: showDials(live) }));
  const inEffect = await apply({ request, members, desired: wishedDials, sendUntil: startedAt + SENT_WITHIN });
  return answer(formatRoutesId(continued ? declarationOf(desired) : untouchedId(desired, before, startedAt)), inEffect);
}

function untouchedId(desired: RoutesProperties, before: RoutesProperties | undefined, at: number): RoutesId {
  return { ...declarationOf(desired), ...(before ? { untouched: { ...declarationOf(before), at } } : {}) };
}

function isFresh(desired: RoutesProperties, now: number): boolean {
  return desired.AccessPointCreatedAt !== undefined && now - Date.parse(desired.AccessPointCreatedAt) < SAME_DEPLOYMENT;
}

function refuse(findings: readonly Finding[]): void {
  const errors = onlyErrors(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}
