import { MINUTE } from '../../control/clock';
import { MRAP904, MRAP907 } from '../../src/checks/diagnostics/deployment';
import { type CompletionAnswer } from '../cloudformation/answer';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { wait } from '../waiting';
import { deletionFailed, deletionSteps } from './deletion';
import { judgeGenerated, judgePending, type Orphan, type Ownership } from './orphan';
import { parsePhysicalId } from './physical-id';
import { firstName, readWish } from './wish';

/** What a deletion is about, and how to learn whether it is ours. */
interface Suspect {
  readonly name: string;
  /** Undefined while it cannot be said yet. */
  readonly judge: () => Promise<Ownership | undefined>;
}

/** Deletes what this resource made, proved by alias or by token, and nothing else. */
export async function completeDeletion(environment: Environment, event: ResourceEvent, startedAt: number): Promise<CompletionAnswer> {
  const suspect = suspectOf(environment, event, startedAt);
  if (suspect === undefined) return { IsComplete: true };

  const { accountId, requestId } = event;
  const { name } = suspect;
  const { timeout } = readWish(event.properties, accountId);
  const stepDeletion = deletionSteps({ environment, accountId, requestId, name });
  let ownership: Ownership | undefined;

  const done = await wait({
    environment,
    startedAt,
    timeout,
    step: async (see) => {
      ownership ??= await suspect.judge();
      if (ownership === undefined) return undefined;
      if (ownership.kind === 'ours') return stepDeletion(ownership.alias, see);
      if (ownership.kind === 'left') environment.report(MRAP907.find({ name, reason: ownership.reason }));
      return true;
    },
    onTimeout: ({ state, token }) => new HandlerError([MRAP904.find({
      what: `deleting access point "${name}"`, minutes: timeout / MINUTE, state, token, consequence: 'it may still be there',
    })]),
    onFailure: (failure) => deletionFailed(name, failure),
  });
  return { IsComplete: done === true };
}

function suspectOf(environment: Environment, event: ResourceEvent, startedAt: number): Suspect | undefined {
  const { accountId } = event;
  const id = parsePhysicalId(event.physicalId);
  const orphan = () => ({ environment, accountId, wish: readWish(event.properties, accountId), startedAt });
  if (id === undefined) return suspectOfInventedId(event, orphan());
  if (id.kind === 'pending') return { name: id.name, judge: () => judgePending(orphan(), id) };
  return id.kind === 'adopted' ? undefined : { name: id.name, judge: async () => ({ kind: 'ours', alias: id.alias }) };
}

/** CloudFormation invents an id when it cancels a creation before we could answer one. */
function suspectOfInventedId(event: ResourceEvent, orphan: Orphan): Suspect | undefined {
  const { givenName } = orphan.wish;
  if (givenName === undefined) {
    const name = firstName(event, orphan.wish);
    return { name, judge: () => judgeGenerated(orphan, name) };
  }
  const reason = 'its creation was cancelled before it had an id, and anyone could have made one of that name';
  orphan.environment.report(MRAP907.find({ name: givenName, reason }));
  return undefined;
}
