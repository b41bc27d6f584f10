import { MINUTE, SECOND } from '../../control/clock';
import { toFailure } from '../../control/failure';
import { IncompleteResponseError } from '../../control/incomplete-response';
import { getReplication, isBucketMissing, type LiveReplication, putReplication } from '../../control/replication';
import { MRAP936_EXISTING_RULES_KEPT } from '../../src/diagnostics/definitions/replication-deployment';
import { assertNotSuperseded } from '../cloudformation/superseded';
import { findForeignRules, findOwnRules, listRuleIds } from './merge';
import { makeBaseId, mayReplicationRulesPredateResource } from './physical-id';
import { type ReplicationResourceRequest } from './request';
import { REPLICATION_READ_RETRY_TIMEOUT, retryUntil } from './retry';

const REMOVAL_TIMEOUT = 150 * SECOND;
/** If a removal is delivered again later than this, a new deployment may have declared the rules again. */
const REMOVAL_START_TIMEOUT = 8 * MINUTE;
/** For some seconds after a change, S3 can return the previous configuration. */
const STALE_READ_GRACE_PERIOD = 30 * SECOND;
/** After this time, a read shows the rules that a failed request has just written. */
const STALE_ABSENCE_TIMEOUT = MINUTE;

/** Removes the rules of this library, unless they existed before the resource or run under another role. */
export async function removeReplicationRules(request: ReplicationResourceRequest): Promise<void> {
  const { context, source: { bucket }, desired } = request;
  const live = await readRemovable(request);
  const ours = findOwnRules(bucket, live);
  if (live === undefined || ours.length === 0) return;
  // Under another role, the rules belong to another stack, or to an earlier deployment that retained them.
  const areForeign = mayReplicationRulesPredateResource(request) || live.role !== desired.Role;
  const areKept = areForeign || await mayConstructBeRenamed(request);
  if (areKept) context.report(MRAP936_EXISTING_RULES_KEPT.create({ bucket, rules: listRuleIds(ours) }));
  else await removeUntilShown(request);
}

/**
 * Whether another construct of the stack may have the rules: it has the same given role. If CloudFormation does not
 * answer, the rules are kept.
 */
async function mayConstructBeRenamed(
  { context: { stacks }, event, desired }: ReplicationResourceRequest,
): Promise<boolean> {
  if (stacks === undefined || desired.RoleOrigin !== 'given') return false;
  const resources = await stacks.listResources(event.stackId).catch(() => undefined);
  return resources?.some(({ physicalId, status }) =>
    physicalId.startsWith(makeBaseId(desired.Bucket)) && /^(CREATE|UPDATE)_COMPLETE$/.test(status)) ?? true;
}

/** Reads the live configuration, and reads it again until an absence of rules is certain. */
function readRemovable(request: ReplicationResourceRequest): Promise<LiveReplication | undefined> {
  const { context: { s3, clock }, source, startedAt } = request;
  let wasAbsent = false;
  const run = async () => {
    try {
      const live = await getReplication(s3, source);
      // Rules that appear after an absence can belong to a later request, which the handler sees after a minute.
      wasAbsent ||= findOwnRules(source.bucket, live).length === 0;
      if (wasAbsent && clock.now() < startedAt + STALE_ABSENCE_TIMEOUT) throw makeStaleReadError('rule');
      return live;
    } catch (error) {
      if (isBucketMissing(toFailure(error))) return undefined;
      throw error;
    }
  };
  return retryUntil(request, { action: 'read', timeout: REPLICATION_READ_RETRY_TIMEOUT, run });
}

function removeUntilShown(request: ReplicationResourceRequest): Promise<void> {
  const { context, event, source, startedAt } = request;
  const { s3, clock } = context;
  let writtenAt = -Infinity;
  const run = async () => {
    // Rules have neither alias nor owner, so a late delivery would remove the rules of a later deployment.
    await assertNotSuperseded(context, event);
    const live = await tryGetReplication(request);
    if (live === undefined || findOwnRules(source.bucket, live).length === 0) {
      // Without a write of this deletion, an absence so early is a stale read.
      if (writtenAt === -Infinity && clock.now() < startedAt + STALE_ABSENCE_TIMEOUT) throw makeStaleReadError('rule');
      return;
    }
    // After a stale read, the next write would restore previous foreign rules.
    if (clock.now() < writtenAt + STALE_READ_GRACE_PERIOD) throw makeStaleReadError('sign of the removal yet');
    await putReplication(s3, source, { role: live.role, rules: findForeignRules(source.bucket, live) });
    writtenAt = clock.now();
    if (findOwnRules(source.bucket, await tryGetReplication(request)).length > 0) {
      throw makeStaleReadError('sign of the removal yet');
    }
  };
  const timeout = clock.now() - startedAt + REMOVAL_TIMEOUT;
  return retryUntil(request, { action: 'removed', timeout, startTimeout: REMOVAL_START_TIMEOUT, run });
}

/** A transient failure, so the attempt is repeated. */
function makeStaleReadError(missing: string): IncompleteResponseError {
  return new IncompleteResponseError('GetBucketReplication', missing);
}

/** Returns undefined if the bucket does not exist. Its rules were deleted with it. */
async function tryGetReplication({
  context: { s3 },
  source,
}: ReplicationResourceRequest): Promise<LiveReplication | undefined> {
  return getReplication(s3, source).catch((error: unknown) => {
    if (isBucketMissing(toFailure(error))) return undefined;
    throw error;
  });
}
