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

function hasForeignRules(source: string, live: Live, rules: readonly Rule[]): boolean {
  return equalValues(findForeignRules(source, live), rules);
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
  const changed = new Map<string, { readonly at: number; readonly foreign: readonly Rule[] }>();
  return simulator.journal.entries
    .filter(({ applied, operation }) => applied && WRITES.includes(operation!))
    .flatMap((entry) => {
      const { Bucket: source, ReplicationConfiguration: after } = entry.input as {
        Bucket: string;
        ReplicationConfiguration: Live;
      };
      const before = live.get(source);
      live.set(source, after);
      if (entry.caller !== 'handler') changed.set(source, { at: entry.at, foreign: findForeignRules(source, after) });
      const lastChange = changed.get(source);
      // A handler put the rules of the operator again, which another handler does not see yet.
      const isRestored = lastChange !== undefined && !hasForeignRules(source, before, lastChange.foreign)
        && hasForeignRules(source, after, lastChange.foreign);
      if (isRestored) changed.set(source, { ...lastChange, at: entry.at });
      if (lastChange !== undefined && entry.at - lastChange.at <= tolerance) return [];
      return auditWrite(entry, source, before, after, rolesOfStack, lastChange?.foreign);
    });
}

function auditWrite(
  { at }: JournalEntry,
  source: string,
  before: Live,
  after: Live,
  rolesOfStack: ReadonlySet<string>,
  asChanged?: readonly Rule[],
): string[] {
  const foreign = findForeignRules(source, before);
  const written = findForeignRules(source, after);
  // A handler can drop a change that it does not see yet. A later write puts the rules of the operator again.
  const isKept = equalValues(foreign, written) || (asChanged !== undefined && equalValues(asChanged, written));
  const isRoleChanged = before !== undefined && after?.Role !== before.Role;
  return [
    !isKept && `rules of others on ${source} were changed`,
    isRoleChanged && foreign.length > 0 && `rules of others on ${source} were moved to another role`,
    isRoleChanged && !rolesOfStack.has(before.Role) && `a foreign role on ${source} was overwritten`,
  ]
    .filter((violation) => violation !== false)
    .map((violation) => `${violation} at ${at}`);
}
