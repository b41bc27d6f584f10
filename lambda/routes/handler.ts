import { MINUTE } from '../../control/clock';
import { adviceOn, failureOf, showFailure } from '../../control/failure';
import { NoControlRegion, type SkippedRegion } from '../../control/routes/control-regions';
import { RoutesClient } from '../../control/routes/routes-client';
import { allActive, type Dials, dialsOf, equalDials, type LiveRoute, resolveTable, showDials } from '../../control/routes/routing';
import { MRAP910, MRAP911, MRAP912, MRAP913, MRAP914 } from '../../src/checks/diagnostics/failover';
import { errorsOf, type Finding } from '../../src/checks/finding';
import { checkArn } from '../../src/checks/names';
import { checkRoutes } from '../../src/checks/routes';
import { readRoutesProperties, type RoutesAttributes, type RoutesProperties } from '../../src/contract/routes';
import { type SynchronousAnswer } from '../cloudformation/answer';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { apply, ASKING_PATIENCE } from './apply';
import { decide } from './decision';
import { declarationOf, equalDeclarations, formatRoutesId, isSettled, parseRoutesId, type RoutesId, tableOf } from './physical-id';

/** One deployment does not take longer between creating an access point and routing it. */
const SAME_DEPLOYMENT = 120 * MINUTE;
/** An update that changes nothing reads the routes for its attribute, once round the five at most. */
const NO_SECOND_ROUND = 0;

interface Request {
  readonly environment: Environment;
  readonly event: ResourceEvent;
  readonly startedAt: number;
  readonly wish: RoutesProperties;
  readonly client: RoutesClient;
}

/** Routes are declared, changed or left; nothing ever deletes them. */
export async function onRoutesEvent(environment: Environment, event: ResourceEvent, startedAt: number): Promise<SynchronousAnswer> {
  if (event.type === 'Delete') return { PhysicalResourceId: event.physicalId };
  const wish = readRoutesProperties(event.properties);
  refuse([...checkArn(wish.AccessPointArn), ...checkRoutes(tableOf(wish))]);
  const client = new RoutesClient({
    s3: environment.s3,
    clock: environment.clock,
    accountId: event.accountId,
    accessPointArn: wish.AccessPointArn,
    startedAt,
    onSkipped: ({ region, failure }) => environment.report(MRAP914.find({ region, reason: showFailure(failure) })),
  });
  const request = { environment, event, startedAt, wish, client };
  const before = event.type === 'Update' ? readRoutesProperties(event.oldProperties) : undefined;

  if (before && isSettled(parseRoutesId(event.physicalId), declarationOf(wish), declarationOf(before), startedAt)) return settled(request, before);
  return declare(request, before);
}

/** Nothing to apply: answers what is live, as far as it can be read. */
async function settled({ client, environment, event, wish }: Request, before: RoutesProperties): Promise<SynchronousAnswer> {
  const live = await client.read(environment.clock.now() + NO_SECOND_ROUND).then(dialsOf, () => undefined);
  const asBefore = equalDeclarations(declarationOf(wish), declarationOf(before));
  return answer(asBefore ? event.physicalId : formatRoutesId(declarationOf(wish)), live);
}

async function declare(request: Request, before: RoutesProperties | undefined): Promise<SynchronousAnswer> {
  const { environment: { report, clock }, wish, client, startedAt } = request;
  const members = await tellFailure('read the routes', () => client.read(clock.now() + ASKING_PATIENCE));
  const regions = members.map((member) => member.region);
  refuse(checkRoutes(tableOf(wish), regions));

  const live = dialsOf(members);
  const continued = before?.AccessPointArn === wish.AccessPointArn;
  const expected = continued ? resolveTable(tableOf(before), regions) : allActive(regions);
  const wishedDials = resolveTable(tableOf(wish), regions);
  const decision = decide({ wish: wishedDials, live, expected, liveRoutes: wish.LiveRoutes, fresh: !continued && isFresh(wish, startedAt) });

  if (decision === 'refuse') throw new HandlerError([MRAP911.find({ live: showDials(live), declared: showDials(expected) })]);
  if (decision === 'keep') {
    if (!equalDials(live, wishedDials)) report(MRAP910.find({ live: showDials(live), declared: showDials(wishedDials) }));
    return answer(formatRoutesId(untouchedId(wish, before, startedAt)), live);
  }
  if (decision === 'overwrite') report(MRAP912.find({ before: showDials(live) }));
  const inEffect = await change(request, members, wishedDials);
  return answer(formatRoutesId(continued ? declarationOf(wish) : untouchedId(wish, before, startedAt)), inEffect);
}

function change({ environment, client, startedAt }: Request, members: readonly LiveRoute[], wish: Dials): Promise<Dials | undefined> {
  return tellFailure('change the routes', () => apply({ environment, client, startedAt, members, wish }));
}

function untouchedId(wish: RoutesProperties, before: RoutesProperties | undefined, at: number): RoutesId {
  return { ...declarationOf(wish), ...(before ? { untouched: { ...declarationOf(before), at } } : {}) };
}

function isFresh(wish: RoutesProperties, now: number): boolean {
  return wish.AccessPointCreatedAt !== undefined && now - Date.parse(wish.AccessPointCreatedAt) < SAME_DEPLOYMENT;
}

function answer(id: string, live: Dials | undefined): SynchronousAnswer {
  const attributes: RoutesAttributes = { RoutesInEffect: live ? showDials(live) : 'unknown' };
  return { PhysicalResourceId: id, Data: { ...attributes } };
}

function refuse(findings: readonly Finding[]): void {
  const errors = errorsOf(findings);
  if (errors.length > 0) throw new HandlerError(errors);
}

async function tellFailure<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof NoControlRegion) throw noControlRegion(doing, error.skipped);
    const failure = failureOf(error);
    if (failure.kind === 'unexpected') throw error;
    throw new HandlerError([MRAP913.find({ doing, failures: [showFailure(failure)], advice: adviceOn(failure.code) })]);
  }
}

function noControlRegion(doing: string, skipped: readonly SkippedRegion[]): HandlerError {
  const failures = skipped.map(({ region, failure }) => `${region}: ${showFailure(failure)}`);
  return new HandlerError([MRAP913.find({ doing, failures, advice: adviceOn(skipped[0].failure.code) })]);
}
