import { type LiveAccessPoint } from '../../control/access-points';
import { SECOND } from '../../control/clock';
import { type HandlerContext } from '../handler-context';

/** The difference of two clocks. */
const CLOCK_TOLERANCE = 5 * SECOND;

const makeAbsenceKey = (clientToken: string) => `${clientToken}/absent`;

/** Notes that S3 shows no access point after the success of its creation: reads are old, or an operator deleted it. */
export function noteAbsence({ clock, operations }: HandlerContext, clientToken: string): void {
  const key = makeAbsenceKey(clientToken);
  if (!operations.has(key)) operations.set(key, String(clock.now()));
}

/** Whether another owner created the access point, because S3 showed none after the success of the own creation. */
export function isCreatedAfterAbsence(
  { operations }: HandlerContext, clientToken: string, { createdAt }: LiveAccessPoint,
): boolean {
  return createdAt > Number(operations.get(makeAbsenceKey(clientToken)) ?? Infinity) + CLOCK_TOLERANCE;
}
