import { isDeepStrictEqual } from 'node:util';
import { type JournalEntry, type ReplicationConfiguration } from '../../../../simulator';
import { makeRuleIdPrefix } from '../../../../src/wire/replication';
import { type World } from '../world';

type Live = ReplicationConfiguration | undefined;
type Rule = ReplicationConfiguration['Rules'][number];

/** Whether two are the same, wherever they were made. */
export function same(a: unknown, b: unknown): boolean {
  const plain = (value: unknown) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)) as unknown);
  return isDeepStrictEqual(plain(a), plain(b));
}

const WRITES = ['PutBucketReplication', 'DeleteBucketReplication'];

export function isOurs(source: string, { ID = '' }: Rule): boolean {
  return ID.startsWith(makeRuleIdPrefix(source));
}

export function foreignOf(source: string, live: Live): readonly Rule[] {
  return (live?.Rules ?? []).filter((rule) => !isOurs(source, rule));
}

/** Every write there ever was of a handler: whether it left what belongs to others as it was. */
export function ledger({ simulator }: World, rolesOfStack: ReadonlySet<string>): string[] {
  const live = new Map<string, Live>();
  return simulator.journal.entries.filter(({ applied, operation }) => applied && WRITES.includes(operation!)).flatMap((entry) => {
    const { Bucket: source, ReplicationConfiguration: after } = entry.input as { Bucket: string; ReplicationConfiguration: Live };
    const before = live.get(source);
    live.set(source, after);
    return entry.caller === 'handler' ? judge(entry, source, before, after, rolesOfStack) : [];
  });
}

function judge({ at }: JournalEntry, source: string, before: Live, after: Live, rolesOfStack: ReadonlySet<string>): string[] {
  const theirs = foreignOf(source, before);
  const changedRole = before !== undefined && after?.Role !== before.Role;
  return [
    !same(theirs, foreignOf(source, after)) && `rules of others on ${source} were changed`,
    changedRole && theirs.length > 0 && `rules of others on ${source} were moved to another role`,
    changedRole && !rolesOfStack.has(before.Role) && `the role of someone else on ${source} was overwritten`,
  ].filter((violation) => violation !== false).map((violation) => `${violation} at ${at}`);
}
