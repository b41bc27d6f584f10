import { SECOND } from '../../control/clock';
import { type Dials, toDials, equalDials, type LiveRoute, resolveTable } from '../../control/routes/routing';
import { type RoutesProperties } from '../../src/wire/routes';
import { HandlerError } from '../cloudformation/handler-error';
import { type SynchronousResponse } from '../cloudformation/response';
import { apply, SENT_WITHIN } from './apply';
import { tableOf } from './physical-id';
import { answer, ASKING_PATIENCE, readMembers, type RoutesRequest } from './request';

/** What was sent at the last moment has arrived, or failed, after this. */
const ON_ITS_WAY = 10 * SECOND;

/**
 * Goes back to what was in effect before an update that did not succeed. That update may have died after its submit, or run on after CloudFormation
 * gave it up; so once it can send no more, what it declared is taken back. Routes that neither it nor the last deployment declared were made by
 * hand, and stay.
 */
export async function recover(request: RoutesRequest, failed: RoutesProperties): Promise<SynchronousResponse> {
  const { context: { clock }, event } = request;
  const before = await look(request);
  if (before && isByHand(before) && failed.LiveRoutes !== 'ENFORCE') return answer(event.physicalId, toDials(before));

  await clock.sleep(event.startedAt + SENT_WITHIN + ON_ITS_WAY - clock.now());
  const members = await look(request);
  if (members === undefined || isByHand(members)) return answer(event.physicalId, members && toDials(members));
  return answer(event.physicalId, await submitFormer(request, members));

  function isByHand(routes: readonly LiveRoute[]): boolean {
    return [request.desired, failed].every((properties) => !equalDials(toDials(routes), declared(properties, routes)));
  }
}

/** Submits even what is live already: a read may be two minutes old. */
async function submitFormer(request: RoutesRequest, members: readonly LiveRoute[]): Promise<Dials | undefined> {
  const desired = declared(request.desired, members);
  const submit = () => apply({ request, members, desired, sendUntil: request.context.clock.now() + ASKING_PATIENCE });
  return equalDials(toDials(members), desired) ? await orReport(request, submit) ?? desired : submit();
}

/** The live routes; undefined where no control Region answers. */
function look(request: RoutesRequest): Promise<LiveRoute[] | undefined> {
  return orReport(request, () => readMembers(request, ASKING_PATIENCE / 2));
}

function declared(properties: RoutesProperties, members: readonly LiveRoute[]): Dials {
  return resolveTable(tableOf(properties), members.map((member) => member.region));
}

/** A rollback that fails where nothing is wrong leaves a stack that cannot be deployed any more. */
async function orReport<T>({ context: { report } }: RoutesRequest, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    error.findings.forEach(report);
    return undefined;
  }
}
