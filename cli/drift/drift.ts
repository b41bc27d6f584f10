import { comparePolicies } from '../../control/canonical-policy';
import { type ReplicationRule } from '../../control/replication';
import { type Dials, equalDials, resolveTable, showDials } from '../../control/routes/routing';
import { type RoutingTable } from '../../src/diagnostics/checks/routes';

/** What is live, and is not what the application declares. */
export interface Drift {
  readonly what: 'members' | 'block' | 'routes' | 'rules' | 'delegation' | 'policy';
  /** The access point, or one of its buckets. */
  readonly subject: string;
  readonly declared: string;
  readonly live: string;
}

const NOTHING = 'nothing';

export function driftOfMembers(subject: string, declared: readonly string[], live: readonly string[]): Drift[] {
  const [one, other] = [declared, live].map((buckets) => [...buckets].sort().join(', '));
  return one === other ? [] : [{ what: 'members', subject, declared: one, live: other }];
}

export function driftOfBlock(subject: string, declared: Readonly<Record<string, boolean>>, live: Readonly<Record<string, boolean>>): Drift[] {
  return Object.keys(declared).filter((flag) => declared[flag] !== live[flag])
    .map((flag) => ({ what: 'block', subject, declared: `${flag} ${declared[flag]}`, live: `${flag} ${live[flag]}` }));
}

export function driftOfRoutes(subject: string, declared: RoutingTable, live: Dials): Drift[] {
  const wish = resolveTable(declared, [...live.keys()]);
  return equalDials(wish, live) ? [] : [{ what: 'routes', subject, declared: showDials(wish), live: showDials(live) }];
}

/** A rule as far as it is declared: S3 may spell out what was left out. */
export type ExpectedRule = Pick<ReplicationRule, 'ID'> & Readonly<Record<string, unknown>>;

/**
 * Rules that are missing, that are not as declared, and that are there though nobody declares them any more.
 *
 * @param isOurs whether a live rule without a declaration is one that this library has written
 */
export function driftOfRules(
  bucket: string, declared: readonly ExpectedRule[], live: readonly ReplicationRule[], isOurs: (id: string) => boolean,
): Drift[] {
  const drift = (of: unknown, is: unknown): Drift => ({ what: 'rules', subject: bucket, declared: show(of), live: show(is) });
  const changed = declared.flatMap((rule) => {
    const found = live.find(({ ID: id }) => id === rule.ID);
    return found !== undefined && covers(found, rule) ? [] : [drift(rule, found)];
  });
  const left = live.filter(({ ID: id = '' }) => isOurs(id) && !declared.some((rule) => rule.ID === id));
  return [...changed, ...left.map((rule) => drift(undefined, rule))];
}

export function driftOfDelegation(bucket: string, declared: readonly unknown[], live: unknown): Drift[] {
  const { onlyDeclared } = comparePolicies(live, { Statement: declared });
  return onlyDeclared.map((statement) => ({ what: 'delegation', subject: bucket, declared: statement, live: NOTHING }));
}

export function driftOfPolicy(subject: string, declared: unknown, live: unknown): Drift[] {
  const { onlyDeclared, onlyLive } = comparePolicies(live, declared);
  return [
    ...onlyDeclared.map((statement): Drift => ({ what: 'policy', subject, declared: statement, live: NOTHING })),
    ...onlyLive.map((statement): Drift => ({ what: 'policy', subject, declared: NOTHING, live: statement })),
  ];
}

function show(value: unknown): string {
  return value === undefined ? NOTHING : JSON.stringify(value);
}

/** Whether everything of `part` is so in `whole`. */
function covers(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) return Array.isArray(whole) && whole.length === part.length && part.every((entry, index) => covers(whole[index], entry));
  if (typeof part !== 'object' || part === null) return part === undefined || part === whole;
  return typeof whole === 'object' && whole !== null
    && Object.entries(part).every(([key, value]) => covers((whole as Record<string, unknown>)[key], value));
}
