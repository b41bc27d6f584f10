import { isDeepStrictEqual } from 'node:util';
import { type JournalEntry, type ReplicationConfiguration } from '../../../../simulator';
import { makeRuleIdPrefix } from '../../../../src/wire/replication';
import { type ScheduleContext } from '../schedule-context';

type Live = ReplicationConfiguration | undefined;
type Rule = ReplicationConfiguration['Rules'][number];

/** Compares values of different realms, and ignores undefined properties. */
export function equalValues(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)) as unknown);
  return isDeepStrictEqual(plain(a), plain(b));
}

const WRITES = ['PutBucketReplication', 'DeleteBucketReplication'];

export function isOwnRule(source: string, { ID = '' }: Rule): boolean {
  return ID.startsWith(makeRuleIdPrefix(source));
}

export function findForeignRules(source: string, live: Live): readonly Rule[] {
  return (live?.Rules ?? []).filter((rule) => !isOwnRule(source, rule));
}

/**
 * Checks for every write of a handler that foreign rules and roles are unchanged, and returns the
 * violations.
 *
 * @param tolerance how long before a write of a handler a change of an operator can be invisible to it
 */
export function auditReplication(
  { simulator }: ScheduleContext, rolesOfStack: ReadonlySet<string>, tolerance: number,
): string[] {
  const live = new Map<string, Live>();
  const changedAt = new Map<string, number>();
  return simulator.journal.entries
    .filter(({ applied, operation }) => applied && WRITES.includes(operation!))
    .flatMap((entry) => {
      const { Bucket: source, ReplicationConfiguration: after } = entry.input as {
        Bucket: string;
        ReplicationConfiguration: Live;
      };
      const before = live.get(source);
      live.set(source, after);
      if (entry.caller !== 'handler') changedAt.set(source, entry.at);
      const isVisible = entry.at - (changedAt.get(source) ?? -Infinity) > tolerance;
      return isVisible ? auditWrite(entry, source, before, after, rolesOfStack) : [];
    });
}

function auditWrite(
  { at }: JournalEntry,
  source: string,
  before: Live,
  after: Live,
  rolesOfStack: ReadonlySet<string>,
): string[] {
  const foreign = findForeignRules(source, before);
  const isRoleChanged = before !== undefined && after?.Role !== before.Role;
  return [
    !equalValues(foreign, findForeignRules(source, after)) && `rules of others on ${source} were changed`,
    isRoleChanged && foreign.length > 0 && `rules of others on ${source} were moved to another role`,
    isRoleChanged && !rolesOfStack.has(before.Role) && `a foreign role on ${source} was overwritten`,
  ]
    .filter((violation) => violation !== false)
    .map((violation) => `${violation} at ${at}`);
}
