import { SECOND } from '../../control/clock';
import { type Dials, dialsOf, equalDials, type LiveRoute, resolveTable } from '../../control/routes/routing';
import { type RoutesProperties } from '../../src/contract/routes';
import { type SynchronousAnswer } from '../cloudformation/answer';
import { HandlerError } from '../cloudformation/handler-error';
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
export async function recover(request: RoutesRequest, failed: RoutesProperties): Promise<SynchronousAnswer> {
  const { environment: { clock }, event } = request;
  const before = await look(request);
  if (before && isByHand(before) && failed.LiveRoutes !== 'ENFORCE') return answer(event.physicalId, dialsOf(before));

  await clock.sleep(event.startedAt + SENT_WITHIN + ON_ITS_WAY - clock.now());
  const members = await look(request);
  if (members === undefined || isByHand(members)) return answer(event.physicalId, members && dialsOf(members));
  return answer(event.physicalId, await submitFormer(request, members));

  function isByHand(routes: readonly LiveRoute[]): boolean {
    return [request.wish, failed].every((properties) => !equalDials(dialsOf(routes), declared(properties, routes)));
  }
}

/** Submits even what is live already: a read may be two minutes old. */
async function submitFormer(request: RoutesRequest, members: readonly LiveRoute[]): Promise<Dials | undefined> {
  const wish = declared(request.wish, members);
  const submit = () => apply({ request, members, wish, sendUntil: request.environment.clock.now() + ASKING_PATIENCE });
  return equalDials(dialsOf(members), wish) ? await orReport(request, submit) ?? wish : submit();
}

/** The live routes; undefined where no control Region answers. */
function look(request: RoutesRequest): Promise<LiveRoute[] | undefined> {
  return orReport(request, () => readMembers(request, ASKING_PATIENCE / 2));
}

function declared(properties: RoutesProperties, members: readonly LiveRoute[]): Dials {
  return resolveTable(tableOf(properties), members.map((member) => member.region));
}

/** A rollback that fails where nothing is wrong leaves a stack that cannot be deployed any more. */
async function orReport<T>({ environment: { report } }: RoutesRequest, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    error.findings.forEach(report);
    return undefined;
  }
}
