import { isDeepStrictEqual } from 'node:util';
import { MINUTE, SECOND } from '../../control/clock';
import { type Failure, toFailure } from '../../control/failure';
import { IncompleteAnswer } from '../../control/incomplete-answer';
import { poll } from '../../control/poll';
import { getReplication, isNotVisibleYet, putReplication, type LiveReplication } from '../../control/replication';
import { MRAP934_REPLICATION_NOT_IN_EFFECT } from '../../src/diagnostics/definitions/replication-deployment';
import { HandlerError } from '../cloudformation/handler-error';
import { foreignRules, idsOf, ourRules, matchesRules, withoutOurs } from './merge';
import { retryUntil, replicationFailed, type ReplicationRequest } from './retry';

/** Counted from the event, so that the last call ends within the five minutes of one invocation. */
const WRITTEN_WITHIN = 150 * SECOND;
const SHOWN_WITHIN = 210 * SECOND;
export const TAKEN_BACK_WITHIN = 270 * SECOND;
/** A removal that is delivered for the second time later than this may be about what was declared anew since. */
const REMOVED_WITHIN = 8 * MINUTE;
/** For some seconds after a change a read may show what was there before. */
const READS_ARE_OLD = 30 * SECOND;

/** The configuration as it is now; a bucket that is not there yet is waited for. */
export function read(request: ReplicationRequest): Promise<LiveReplication | undefined> {
  const { context: { s3 }, source } = request;
  return retryUntil(request, { doing: 'read', patience: MINUTE, run: () => getReplication(s3, source), heals: isBucketMissing });
}

/** The same of a bucket that may be gone, and with it all its rules. */
export function readIfThere(request: ReplicationRequest): Promise<LiveReplication | undefined> {
  return retryUntil(request, { doing: 'read', patience: MINUTE, run: () => getIfThere(request) });
}

async function getIfThere({ context: { s3 }, source }: ReplicationRequest): Promise<LiveReplication | undefined> {
  return getReplication(s3, source).catch((error: unknown) => {
    if (isBucketMissing(toFailure(error))) return undefined;
    throw error;
  });
}

function isBucketMissing({ code }: Failure): boolean {
  return code === 'NoSuchBucket';
}

/** Removes our rules and leaves those of others, until a read shows it. */
export function clear(request: ReplicationRequest): Promise<void> {
  const { context: { s3, clock }, source, startedAt } = request;
  let writtenAt = -Infinity;
  const run = async () => {
    const before = await getIfThere(request);
    if (before === undefined || ourRules(source.bucket, before).length === 0) return;
    // A read that is old would have the rules of others written again as they were.
    if (clock.now() < writtenAt + READS_ARE_OLD) throw new IncompleteAnswer('GetBucketReplication', 'sign of the removal yet');
    await putReplication(s3, source, withoutOurs(source.bucket, before));
    writtenAt = clock.now();
    if (ourRules(source.bucket, await getIfThere(request)).length > 0) throw new IncompleteAnswer('GetBucketReplication', 'sign of the removal yet');
  };
  return retryUntil(request, { doing: 'removed', patience: clock.now() - startedAt + WRITTEN_WITHIN, latest: REMOVED_WITHIN, run });
}

/** Writes what is wished for and waits until a read shows it. What fails once something may have been written is taken back first. */
export async function write(request: ReplicationRequest, before: LiveReplication | undefined, desired: LiveReplication): Promise<void> {
  const { context: { s3 }, source } = request;
  let mayBeWritten = false;
  try {
    await retryUntil(request, {
      doing: 'written',
      patience: WRITTEN_WITHIN,
      latest: WRITTEN_WITHIN,
      run: () => putReplication(s3, source, desired),
      heals: isNotVisibleYet,
      // Without an answer nobody knows.
      note: ({ kind }) => { mayBeWritten ||= kind === 'unavailable'; },
    });
  } catch (error) {
    throw mayBeWritten ? await rollBack(request, before, undefined, error) : error;
  }
  await readBack(request, before, desired);
}

async function readBack(request: ReplicationRequest, before: LiveReplication | undefined, desired: LiveReplication): Promise<void> {
  const { context: { s3, clock }, source, startedAt } = request;
  let latest: LiveReplication | undefined;
  const tick = async () => {
    latest = await getReplication(s3, source);
    return matchesRules(latest, desired, source.bucket) || undefined;
  };
  try {
    if (await poll({ clock, startedAt: clock.now(), until: startedAt + SHOWN_WITHIN, tick })) return;
  } catch (error) {
    const failure = toFailure(error);
    const cause = failure.kind === 'unexpected' ? error : replicationFailed(source.bucket, 'read back', failure);
    throw await rollBack(request, before, latest, cause);
  }
  const { bucket } = source;
  const missing = MRAP934_REPLICATION_NOT_IN_EFFECT.create({ bucket, live: idsOf(latest?.rules ?? []), declared: idsOf(ourRules(bucket, desired)) });
  throw await rollBack(request, before, latest, new HandlerError([missing]));
}

/** Takes back what may have been written; the cause, with how that went. */
async function rollBack(request: ReplicationRequest, before: LiveReplication | undefined, latest: LiveReplication | undefined, cause: unknown): Promise<unknown> {
  const { context: { s3, clock }, source, startedAt } = request;
  const tick = async () => {
    await putReplication(s3, source, previousConfiguration(source.bucket, before, latest));
    return true;
  };
  const done = await poll({ clock, startedAt: clock.now(), until: startedAt + TAKEN_BACK_WITHIN, tick }).catch(() => undefined);
  const outcome = done ? 'what was there before was put back' : 'it could not be taken back, and may be in force';
  if (!(cause instanceof HandlerError)) return cause;
  return new HandlerError(cause.findings.map((finding) => ({ ...finding, message: `${finding.message}; ${outcome}` })));
}

/** What was there, but for what others have written since. */
function previousConfiguration(bucket: string, before: LiveReplication | undefined, latest: LiveReplication | undefined): LiveReplication | undefined {
  if (latest === undefined || isDeepStrictEqual(latest, before)) return before;
  const role = ourRules(bucket, latest).length > 0 ? before?.role ?? latest.role : latest.role;
  return { role, rules: [...foreignRules(bucket, latest), ...(role === before?.role ? ourRules(bucket, before) : [])] };
}
