import { isDeepStrictEqual } from 'node:util';
import { type LiveReplication, type ReplicationRule } from '../../control/replication';
import { MRAP931_REPLICATION_ROLE_CONFLICT, MRAP932_REPLICATION_RULE_CONFLICT } from '../../src/diagnostics/definitions/replication-deployment';
import { type Finding } from '../../src/diagnostics/finding';
import { makeRuleIdPrefix, type ReplicationProperties } from '../../src/wire/replication';
import { toS3ReplicationRule } from '../../src/wire/s3-replication-rule';

/** Whether a rule of a bucket is ours, by its id alone. */
function isOurs(bucket: string, rule: ReplicationRule): boolean {
  return rule.ID?.startsWith(makeRuleIdPrefix(bucket)) ?? false;
}

export function idsOf(rules: readonly ReplicationRule[]): string[] {
  return rules.map((rule) => rule.ID ?? '');
}

export function ourRules(bucket: string, live: LiveReplication | undefined): readonly ReplicationRule[] {
  return (live?.rules ?? []).filter((rule) => isOurs(bucket, rule));
}

/** What others have in a configuration, as they wrote it. */
export function foreignRules(bucket: string, live: LiveReplication | undefined): readonly ReplicationRule[] {
  return (live?.rules ?? []).filter((rule) => !isOurs(bucket, rule));
}

/** The rules of others as they are, and then ours as declared, whatever we had there before. */
export function mergeRules(live: LiveReplication | undefined, desired: ReplicationProperties): LiveReplication {
  return { role: desired.Role, rules: [...foreignRules(desired.Bucket, live), ...desired.Rules.map(toS3ReplicationRule)] };
}

/** The configuration without our rules; undefined where nothing is left. */
export function withoutOurs(bucket: string, live: LiveReplication): LiveReplication | undefined {
  const rules = foreignRules(bucket, live);
  return rules.length === 0 ? undefined : { role: live.role, rules };
}

/**
 * Why the rules cannot be written beside those that are there.
 *
 * @param formerRole what this resource declared before, if it is an update
 */
export function checkAgainst(live: LiveReplication | undefined, desired: ReplicationProperties, formerRole?: string): Finding[] {
  if (live === undefined) return [];
  const { Bucket: bucket, Role: role } = desired;
  const foreign = foreignRules(bucket, live);
  // Our own change of the role takes our own rules along; nobody else's.
  const changesRole = live.role === formerRole && foreign.length === 0;
  if (live.role !== role && !changesRole) {
    return [MRAP931_REPLICATION_ROLE_CONFLICT.create({ bucket, live: live.role, declared: role, ours: idsOf(ourRules(bucket, live)), others: idsOf(foreign) })];
  }
  return foreign.flatMap((rule) => {
    const { ID: id = '', Priority: priority, Destination: destination } = rule;
    const same = desired.Rules.find((ours) => ours.Priority === priority && destination?.Bucket === `arn:aws:s3:::${ours.DestinationBucket}`);
    return same ? [MRAP932_REPLICATION_RULE_CONFLICT.create({ bucket, rule: id, destination: same.DestinationBucket, priority: same.Priority })] : [];
  });
}

/** Whether our rules are there exactly as declared. */
export function containsRules(live: LiveReplication | undefined, { Bucket: bucket, Role: role, Rules: rules }: ReplicationProperties): boolean {
  // Without what is undefined, which a read does not show.
  const plain = (some: readonly ReplicationRule[]) => JSON.parse(JSON.stringify([...some].sort((a, b) => (a.ID! < b.ID! ? -1 : 1)))) as unknown;
  return live?.role === role && isDeepStrictEqual(plain(ourRules(bucket, live)), plain(rules.map(toS3ReplicationRule)));
}

/** Whether a read shows all of our rules as they were written. S3 may spell out what was left out, so only what identifies a rule is compared. */
export function matchesRules(live: LiveReplication | undefined, written: LiveReplication, bucket: string): boolean {
  if (live?.role !== written.role) return false;
  const marks = (replication: LiveReplication) => ourRules(bucket, replication).map(markOf).sort();
  return JSON.stringify(marks(live)) === JSON.stringify(marks(written));
}

function markOf({ ID, Priority, Status, Destination }: ReplicationRule): string {
  return JSON.stringify([ID, Priority, Status, Destination?.Bucket]);
}
