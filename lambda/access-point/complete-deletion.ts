import { MINUTE } from '../../control/clock';
import { MRAP904, MRAP907 } from '../../src/checks/diagnostics/deployment';
import { type CompletionAnswer } from '../cloudformation/answer';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { wait } from '../waiting';
import { wishBefore } from './abandoned';
import { deletionFailed, deletionSteps } from './deletion';
import { ANYONE_COULD_HAVE, judgePending, judgeUnnamed, type Orphan, type Ownership } from './orphan';
import { parsePhysicalId } from './physical-id';
import { firstName, readWish } from './wish';

/** What a deletion is about, and how to learn whether it is ours. */
interface Suspect {
  readonly name: string;
  /** Undefined while it cannot be said yet. */
  readonly judge: () => Promise<Ownership | undefined>;
}

/** Deletes what this resource made, proved by alias or by token, and nothing else. */
export async function completeDeletion(environment: Environment, event: ResourceEvent): Promise<CompletionAnswer> {
  const suspect = suspectOf(environment, event);
  return { IsComplete: suspect === undefined || await removeIfOurs(environment, event, suspect) };
}

/**
 * Deletes what a cancelled replacement made, while the access point that it was to replace is kept. A rollback that fails leaves a stack that
 * cannot be deployed any more, so what cannot be deleted is reported instead.
 */
export async function removeAbandoned(environment: Environment, event: ResourceEvent, name: string): Promise<boolean> {
  const wish = wishBefore(event);
  if (wish === undefined) return true;
  try {
    return await removeIfOurs(environment, event, { name, judge: () => judgeUnnamed(orphanOf(environment, event, wish), name) });
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    environment.report(MRAP907.find({ name, reason: error.message }));
    return true;
  }
}

/** False where the next invocation has to go on. */
async function removeIfOurs(environment: Environment, event: ResourceEvent, { name, judge }: Suspect): Promise<boolean> {
  const { accountId, requestId, startedAt } = event;
  const { timeout } = readWish(event.properties, accountId);
  const stepDeletion = deletionSteps({ environment, accountId, requestId, name });
  let ownership: Ownership | undefined;

  const done = await wait({
    environment,
    startedAt,
    timeout,
    step: async (see) => {
      ownership ??= await judge();
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
  return done === true;
}

function suspectOf(environment: Environment, event: ResourceEvent): Suspect | undefined {
  const id = parsePhysicalId(event.physicalId);
  const orphan = () => orphanOf(environment, event, readWish(event.properties, event.accountId));
  if (id === undefined) return suspectOfInventedId(event, orphan());
  if (id.kind === 'pending') return { name: id.name, judge: () => judgePending(orphan(), id) };
  return id.kind === 'adopted' ? undefined : { name: id.name, judge: async () => ({ kind: 'ours', alias: id.alias }) };
}

function orphanOf(environment: Environment, { accountId, startedAt }: ResourceEvent, wish: Orphan['wish']): Orphan {
  return { environment, accountId, wish, startedAt };
}

/** CloudFormation invents an id when it cancels a creation before we could answer one. */
function suspectOfInventedId(event: ResourceEvent, orphan: Orphan): Suspect | undefined {
  const { givenName } = orphan.wish;
  if (givenName === undefined) {
    const name = firstName(event, orphan.wish);
    return { name, judge: () => judgeUnnamed(orphan, name) };
  }
  orphan.environment.report(MRAP907.find({ name: givenName, reason: ANYONE_COULD_HAVE }));
  return undefined;
}
