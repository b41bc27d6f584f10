import { isDeepStrictEqual } from 'node:util';
import { SECOND } from '../../control/clock';
import { toFailure } from '../../control/failure';
import { pollUntilDone } from '../../control/poll';
import {
  getReplication,
  isBucketMissing,
  isNotVisibleYet,
  type LiveReplication,
  putReplication,
} from '../../control/replication';
import { MRAP934_REPLICATION_NOT_IN_EFFECT } from '../../src/diagnostics/definitions/replication-deployment';
import { assertNoErrors, HandlerError } from '../cloudformation/handler-error';
import { assertNotSuperseded } from '../cloudformation/superseded';
import {
  checkRulesCanBeMerged, findForeignRules, findOwnRules, listRuleIds, mergeRules, doesReadShowWrittenRules,
} from './merge';
import { type ReplicationResourceRequest } from './request';
import { REPLICATION_READ_RETRY_TIMEOUT, retryUntil, toReplicationError } from './retry';

/** Counted from the start of the request, so that the last call ends within the five minutes of one invocation. */
const WRITE_TIMEOUT = 150 * SECOND;
const READ_BACK_TIMEOUT = 210 * SECOND;
export const REPLICATION_RULES_RESTORE_TIMEOUT = 270 * SECOND;

type Live = LiveReplication | undefined;

/**
 * Reads the live configuration, and waits for a bucket that is not visible yet. Throws if the desired rules cannot be
 * merged into the configuration.
 */
export async function readMergeableReplication(request: ReplicationResourceRequest): Promise<Live> {
  const live = await retryUntil(request, {
    action: 'read',
    timeout: REPLICATION_READ_RETRY_TIMEOUT,
    run: () => getReplication(request.context.s3, request.source),
    isRetryable: isBucketMissing,
  });
  assertMergeable(request, live);
  return live;
}

function assertMergeable({ desired, previous }: ReplicationResourceRequest, live: Live): void {
  assertNoErrors(checkRulesCanBeMerged(live, desired, previous?.Role));
}

/**
 * Writes the declared rules and waits until a read shows them. Every attempt reads and merges again, because another
 * writer may add rules between two attempts. If a step fails after the configuration may have been written, the
 * previous rules are restored.
 */
export async function writeReplication(request: ReplicationResourceRequest): Promise<void> {
  const {
    context: { s3 },
    source,
    desired: declared,
  } = request;
  let mayBeWritten = false;
  let before: Live;
  let desired: LiveReplication = mergeRules(undefined, declared);
  try {
    await retryUntil(request, {
      action: 'written',
      timeout: WRITE_TIMEOUT,
      startTimeout: WRITE_TIMEOUT,
      run: async () => {
        // CloudFormation can have ended the request after another delivery, or cancel it between two attempts.
        await assertNotSuperseded(request.context, request.event, 0);
        const live = await getReplication(s3, source);
        assertMergeable(request, live);
        if (!mayBeWritten) before = live;
        desired = mergeRules(live, declared);
        await putReplication(s3, source, desired).catch((error: unknown) => {
          // A call without a response may have had its effect.
          mayBeWritten ||= toFailure(error).kind === 'unavailable';
          throw error;
        });
      },
      isRetryable: isNotVisibleYet,
    });
  } catch (error) {
    throw mayBeWritten ? await rollBack(request, before, error) : error;
  }
  await readBack(request, before, desired);
}

async function readBack(request: ReplicationResourceRequest, before: Live, desired: LiveReplication): Promise<void> {
  const { context: { s3, clock }, source, startedAt } = request;
  const { bucket } = source;
  let latest: Live;
  const tick = async () => {
    latest = await getReplication(s3, source);
    return doesReadShowWrittenRules(latest, desired, bucket, before) || undefined;
  };
  try {
    if (await pollUntilDone({ clock, startedAt: clock.now(), until: startedAt + READ_BACK_TIMEOUT, tick })) return;
  } catch (error) {
    const failure = toFailure(error);
    const cause = failure.kind === 'unexpected' ? error : toReplicationError(bucket, 'read back', failure);
    throw await rollBack(request, before, cause);
  }
  const declared = listRuleIds(findOwnRules(bucket, desired));
  const missing = MRAP934_REPLICATION_NOT_IN_EFFECT.create({
    bucket,
    live: listRuleIds(latest?.rules ?? []),
    declared,
  });
  throw await rollBack(request, before, new HandlerError([missing]));
}

/** Restores the previous rules. Returns the cause of the rollback, extended by the outcome of the rollback. */
async function rollBack(request: ReplicationResourceRequest, before: Live, cause: unknown): Promise<unknown> {
  const { context, event, source, desired, startedAt } = request;
  const { s3, clock } = context;
  let isLeft = false;
  const tick = async () => {
    // A later request has restored the previous rules, or declared others.
    await assertNotSuperseded(context, event, 0);
    const latest = await getReplication(s3, source);
    // Another deployment has written its rules under its own role, or another tool has added rules under the new role.
    isLeft = latest !== undefined && latest.role !== before?.role
      && (latest.role !== desired.Role
        || (before !== undefined && findForeignRules(source.bucket, latest).length > 0));
    if (!isLeft) await putReplication(s3, source, makePreviousConfiguration(source.bucket, before, latest));
    return true;
  };
  const isDone = await pollUntilDone({
    clock,
    startedAt: clock.now(),
    until: startedAt + REPLICATION_RULES_RESTORE_TIMEOUT,
    tick,
  }).catch(
    () => undefined,
  );
  const restored = isLeft
    ? 'the configuration under the other role was left unchanged'
    : 'the previous configuration was restored';
  const outcome = isDone
    ? restored
    : 'the previous configuration could not be restored, and the new one may be in effect';
  if (!(cause instanceof HandlerError)) return cause;
  return new HandlerError(cause.findings.map((finding) => ({ ...finding, message: `${finding.message}; ${outcome}` })));
}

/** Returns the previous rules of this library with the current foreign rules. */
function makePreviousConfiguration(bucket: string, before: Live, latest: Live): Live {
  if (isDeepStrictEqual(latest, before)) return before;
  if (latest === undefined) return before && { role: before.role, rules: findOwnRules(bucket, before) };
  const role = findOwnRules(bucket, latest).length > 0 ? before?.role ?? latest.role : latest.role;
  return {
    role,
    rules: [...findForeignRules(bucket, latest), ...(role === before?.role ? findOwnRules(bucket, before) : [])],
  };
}
