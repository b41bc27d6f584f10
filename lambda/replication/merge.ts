import { isDeepStrictEqual } from 'node:util';
import { type LiveReplication, type ReplicationRule } from '../../control/replication';
import {
  MRAP931_REPLICATION_ROLE_CONFLICT,
  MRAP932_REPLICATION_RULE_CONFLICT,
  MRAP937_REPLICATION_SCHEMA_CONFLICT,
} from '../../src/diagnostics/definitions/replication-deployment';
import { type Finding } from '../../src/diagnostics/finding';
import { makeRuleIdPrefix, type ReplicationResourceProperties } from '../../src/wire/replication';
import { toS3ReplicationRule } from '../../src/wire/s3-replication-rule';

/** Whether this library wrote a rule of a bucket. Only the id of the rule decides. */
function isOwnRule(bucket: string, rule: ReplicationRule): boolean {
  return rule.ID?.startsWith(makeRuleIdPrefix(bucket)) ?? false;
}

export function listRuleIds(rules: readonly ReplicationRule[]): string[] {
  return rules.map((rule) => rule.ID ?? '');
}

/** Returns the rules that this library wrote. */
export function findOwnRules(bucket: string, live: LiveReplication | undefined): readonly ReplicationRule[] {
  return (live?.rules ?? []).filter((rule) => isOwnRule(bucket, rule));
}

/** Returns the foreign rules unchanged. */
export function findForeignRules(bucket: string, live: LiveReplication | undefined): readonly ReplicationRule[] {
  return (live?.rules ?? []).filter((rule) => !isOwnRule(bucket, rule));
}

/** Returns a configuration with the live foreign rules, followed by the declared rules. */
export function mergeRules(live: LiveReplication | undefined, desired: ReplicationResourceProperties): LiveReplication {
  return {
    role: desired.Role,
    rules: [...findForeignRules(desired.Bucket, live), ...desired.Rules.map(toS3ReplicationRule)],
  };
}

/**
 * Checks whether the declared rules can be written to the live configuration.
 *
 * @param previousRole the role that this resource declared before an update
 */
export function checkRulesCanBeMerged(
  live: LiveReplication | undefined, desired: ReplicationResourceProperties, previousRole?: string,
): Finding[] {
  if (live === undefined) return [];
  const { Bucket: bucket, Role: role } = desired;
  const foreign = findForeignRules(bucket, live);
  // An update must not change the role of foreign rules.
  const changesRole = live.role === previousRole && foreign.length === 0;
  if (live.role !== role && !changesRole) {
    const ours = listRuleIds(findOwnRules(bucket, live));
    return [
      MRAP931_REPLICATION_ROLE_CONFLICT.create({
        bucket,
        live: live.role,
        declared: role,
        ours,
        others: listRuleIds(foreign),
      }),
    ];
  }
  return foreign.flatMap((rule) => {
    const name = rule.ID ?? '';
    // A rule of the first version of the schema has no filter.
    if (rule.Filter === undefined) return [MRAP937_REPLICATION_SCHEMA_CONFLICT.create({ bucket, rule: name })];
    const conflicting = desired.Rules.find(({ Priority: priority }) => priority === rule.Priority);
    if (conflicting === undefined) return [];
    const { DestinationBucket: destination, Priority: priority } = conflicting;
    return [MRAP932_REPLICATION_RULE_CONFLICT.create({ bucket, rule: name, destination, priority })];
  });
}

/** Whether the live rules of this library are exactly the declared ones. */
export function containsRulesOfRequest(
  live: LiveReplication | undefined,
  { Bucket, Role, Rules }: ReplicationResourceProperties,
): boolean {
  return (
    live?.role === Role &&
    isDeepStrictEqual(toComparable(findOwnRules(Bucket, live)), toComparable(Rules.map(toS3ReplicationRule)))
  );
}

/** Sorts the rules by id, and removes undefined properties, which a read does not return. */
function toComparable(rules: readonly ReplicationRule[]): unknown {
  return JSON.parse(JSON.stringify([...rules].sort((a, b) => (a.ID! < b.ID! ? -1 : 1))));
}

/**
 * Whether a read shows all written rules. The identities of the rules are compared, because S3 may add defaults. If the
 * rules are still those before the write, they must also contain all written elements. A proxy can answer a write that
 * never reached S3.
 */
export function doesReadShowWrittenRules(
  live: LiveReplication | undefined, written: LiveReplication, bucket: string, before: LiveReplication | undefined,
): boolean {
  if (live?.role !== written.role) return false;
  const [liveRules, writtenRules, previousRules] = [live, written, before].map((entry) => findOwnRules(bucket, entry));
  const listIdentities = (rules: readonly ReplicationRule[]) => JSON.stringify(rules.map(makeIdentity).sort());
  if (listIdentities(liveRules) !== listIdentities(writtenRules)) return false;
  return !isDeepStrictEqual(toComparable(liveRules), toComparable(previousRules))
    || writtenRules.every((rule) => containsElements(liveRules.find(({ ID }) => ID === rule.ID), rule));
}

/** Whether a value has all elements of another one. A read can omit an empty prefix. */
function containsElements(live: unknown, written: unknown): boolean {
  if (typeof written !== 'object' || written === null) return (live ?? '') === (written ?? '');
  const parts = (live ?? {}) as Readonly<Record<string, unknown>>;
  return Object.entries(written).every(([key, value]) => containsElements(parts[key], value));
}

function makeIdentity({ ID, Priority, Status, Destination }: ReplicationRule): string {
  return JSON.stringify([ID, Priority, Status, Destination?.Bucket]);
}
