import { MINUTE, SECOND } from '../../control/clock';
import { type CloudFormationStackReader } from '../../control/stacks';
import { MRAP942_SUPERSEDED_REQUEST } from '../../src/diagnostics/definitions/ownership';
import { type HandlerContext } from '../handler-context';
import { toUpdateOrRollbackDirection, type UpdateOrRollbackDirection } from './direction';
import { type ResourceEvent } from './event';
import { HandlerError } from './handler-error';

/** The first attempt of a younger request is not checked, because CloudFormation needs some seconds to cancel one. */
const MIN_AGE = MINUTE;
const CHECK_INTERVAL = MINUTE;
/** The time between the two answers that must agree. */
const SECOND_OPINION_DELAY = 5 * SECOND;
/** CloudFormation is asked this often before its silence counts as no answer. */
const MAX_ATTEMPTS = 3;
const ATTEMPT_INTERVAL = 3 * SECOND;
/** The date of a request is the date of its signature. Its resource has the status of the verb a moment later. */
const DATE_TOLERANCE = MINUTE;
const MOMENT = 5 * SECOND;

const CHECKED_AT = new WeakMap<HandlerContext, Map<string, number>>();

/**
 * Throws if CloudFormation has cancelled a Create or an Update, or has sent a later request for its resource. The
 * handlers call it before a change. If CloudFormation does not answer, the request is not superseded. A Delete of an
 * access point never calls it, because alias and owner make a late Delete harmless.
 *
 * @param checkInterval how long an earlier check of the same request counts; 0 also checks a young request
 */
export async function assertNotSuperseded(
  context: HandlerContext, event: ResourceEvent, checkInterval = CHECK_INTERVAL,
): Promise<void> {
  const { clock, stacks } = context;
  if (stacks === undefined || clock.now() < event.startedAt + Math.min(MIN_AGE, checkInterval)) return;
  const checkedAt = CHECKED_AT.get(context) ?? new Map<string, number>();
  CHECKED_AT.set(context, checkedAt);
  if (clock.now() < (checkedAt.get(event.requestId) ?? -Infinity) + checkInterval) return;
  checkedAt.set(event.requestId, clock.now());

  const first = await findReasonPatiently(context, stacks, event);
  if (first === undefined) return;
  await clock.sleep(SECOND_OPINION_DELAY);
  const second = await findReasonPatiently(context, stacks, event);
  if (second === undefined) return;
  throw new HandlerError([MRAP942_SUPERSEDED_REQUEST.create({ request: event.type, reason: second })]);
}

/**
 * Returns why the request is superseded. Returns undefined if it is not, or if CloudFormation does not answer. One
 * failed call decides nothing, because a late delivery would then change a resource that another stack uses.
 */
async function findReasonPatiently(
  { clock }: HandlerContext, stacks: CloudFormationStackReader, event: ResourceEvent,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await findReason(stacks, event, clock.now() < event.startedAt + MIN_AGE);
    } catch {
      if (attempt === MAX_ATTEMPTS) return undefined;
      await clock.sleep(ATTEMPT_INTERVAL);
    }
  }
}

/** @param isYoung whether CloudFormation may not show the row of the request yet, so that only a later row decides */
async function findReason(
  stacks: CloudFormationStackReader, event: ResourceEvent, isYoung: boolean,
): Promise<string | undefined> {
  const { type, stackId, logicalId, physicalId, startedAt, direction } = event;
  const resource = await stacks.getResource(stackId, logicalId);
  if (isYoung && (resource === undefined || resource.updatedAt < startedAt)) {
    return findTurn(stacks, stackId, type === 'Create' ? 'forward' : direction);
  }
  if (resource === undefined) return `stack or resource ${logicalId} does not exist`;
  const { status } = resource;
  // The row of a replaced resource, or of one whose creation was cancelled, shows another id.
  const isOfOther = type === 'Delete' && resource.physicalId !== physicalId && status !== 'CREATE_IN_PROGRESS';
  if (!isOfOther && status !== `${type.toUpperCase()}_IN_PROGRESS`) return `resource ${logicalId} is ${status}`;
  // The Update can have ended with another id, and a new one can have begun within the tolerance.
  const hasEnded = type === 'Update' && resource.physicalId !== physicalId && resource.updatedAt > startedAt + MOMENT;
  if (hasEnded || resource.updatedAt > startedAt + DATE_TOLERANCE) return `resource ${logicalId} has a later request`;
  return type === 'Create' ? undefined : findTurn(stacks, stackId, direction);
}

/** Returns a reason if the stack has begun its rollback, or an update after it. */
async function findTurn(
  stacks: CloudFormationStackReader, stackId: string, direction: UpdateOrRollbackDirection,
): Promise<string | undefined> {
  if (direction === 'unknown') return undefined;
  const current = toUpdateOrRollbackDirection(await stacks.getStatus(stackId));
  const isTurned = current !== 'unknown' && current !== direction;
  return isTurned ? 'the stack has changed between update and rollback' : undefined;
}
