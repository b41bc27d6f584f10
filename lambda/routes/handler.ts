import { MINUTE, SECOND } from '../../control/clock';
import { showFailure } from '../../control/failure';
import { RoutesClient } from '../../control/routes/routes-client';
import { allActive, dialsOf, equalDials, resolveTable, showDials } from '../../control/routes/routing';
import { MRAP910, MRAP911, MRAP912, MRAP914 } from '../../src/checks/diagnostics/failover';
import { errorsOf, type Finding } from '../../src/checks/finding';
import { checkArn } from '../../src/checks/names';
import { checkRoutes } from '../../src/checks/routes';
import { readRoutesProperties, type RoutesProperties } from '../../src/contract/routes';
import { type SynchronousAnswer } from '../cloudformation/answer';
import { readBefore } from '../cloudformation/before';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
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
export async function onRoutesEvent(environment: Environment, event: ResourceEvent): Promise<SynchronousAnswer> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const wish = readRoutesProperties(event.properties);
  refuse([...checkArn(wish.AccessPointArn), ...checkRoutes(tableOf(wish))]);
  const client = new RoutesClient({
    s3: environment.s3,
    clock: environment.clock,
    accountId: event.accountId,
    accessPointArn: wish.AccessPointArn,
    startedAt: event.startedAt,
    onSkipped: ({ region, failure }) => environment.report(MRAP914.find({ region, reason: showFailure(failure) })),
  });
  const request = { environment, event, invokedAt: environment.clock.now(), wish, client };
  if (event.type === 'Create') return declare(request, undefined);

  const before = readBefore(() => readRoutesProperties(event.oldProperties));
  const [wished, declaredBefore] = [declarationOf(wish), before && declarationOf(before)];
  const id = parseRoutesId(event.physicalId);
  const failed = id && equalDeclarations(wished, id) && before?.AccessPointArn === wish.AccessPointArn && !equalDeclarations(wished, declaredBefore!);
  if (failed) return recover(request, before);
  return isSettled(id, wished, declaredBefore, event.startedAt) ? settled(request, declaredBefore) : declare(request, before);
}

/** Nothing to apply: answers what is live, as far as it can be read. */
async function settled(request: RoutesRequest, before: Declaration | undefined): Promise<SynchronousAnswer> {
  const { environment, event, wish } = request;
  const members = await readMembers(request, NO_SECOND_ROUND).catch(() => undefined);
  const live = members && dialsOf(members);
  const wished = members && resolveTable(tableOf(wish), members.map(({ region }) => region));
  if (live && wished && !equalDials(live, wished)) environment.report(MRAP910.find({ live: showDials(live), declared: showDials(wished) }));
  const asBefore = before && equalDeclarations(declarationOf(wish), before);
  return answer(asBefore ? event.physicalId : formatRoutesId(declarationOf(wish)), live);
}

async function declare(request: RoutesRequest, before: RoutesProperties | undefined): Promise<SynchronousAnswer> {
  const { environment: { clock, report }, event: { startedAt }, wish } = request;
  const members = await readMembers(request);
  const regions = members.map((member) => member.region);
  refuse(checkRoutes(tableOf(wish), regions));

  const live = dialsOf(members);
  const continued = before?.AccessPointArn === wish.AccessPointArn;
  const expected = continued ? resolveTable(tableOf(before), regions) : allActive(regions);
  const wishedDials = resolveTable(tableOf(wish), regions);
  const decision = decide({ wish: wishedDials, live, expected, liveRoutes: wish.LiveRoutes, fresh: !continued && isFresh(wish, startedAt) });

  if (decision === 'refuse') throw new HandlerError([MRAP911.find({ live: showDials(live), declared: showDials(expected) })]);
  if (decision === 'keep') {
    // What is live already may be the work of another delivery of this request, whose answer then comes first.
    if (equalDials(live, wishedDials)) await clock.sleep(LET_OTHERS_ANSWER);
    else report(MRAP910.find({ live: showDials(live), declared: showDials(wishedDials) }));
    return answer(formatRoutesId(untouchedId(wish, before, startedAt)), live);
  }
  if (decision === 'overwrite') report(MRAP912.find({ before: showDials(live) }));
  const inEffect = await apply({ request, members, wish: wishedDials, sendUntil: startedAt + SENT_WITHIN });
  return answer(formatRoutesId(continued ? declarationOf(wish) : untouchedId(wish, before, startedAt)), inEffect);
}

function untouchedId(wish: RoutesProperties, before: RoutesProperties | undefined, at: number): RoutesId {
  return { ...declarationOf(wish), ...(before ? { untouched: { ...declarationOf(before), at } } : {}) };
}

function isFresh(wish: RoutesProperties, now: number): boolean {
  return wish.AccessPointCreatedAt !== undefined && now - Date.parse(wish.AccessPointCreatedAt) < SAME_DEPLOYMENT;
}

function refuse(findings: readonly Finding[]): void {
  const errors = errorsOf(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}
