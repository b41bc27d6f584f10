import { comparePolicies } from '../../control/canonical-policy';
import { type ReplicationRule } from '../../control/replication';
import { type RegionDials, equalRegionDials, resolveRoutingTable, showRegionDials } from '../../control/routes/routing';
import { type RoutingTable } from '../../src/diagnostics/checks/routes';

/** One difference between the live state and the declared state. */
export interface Drift {
  readonly what: 'members' | 'block' | 'routes' | 'rules' | 'delegation' | 'policy';
  /** The access point, or one of its buckets. */
  readonly subject: string;
  readonly declared: string;
  readonly live: string;
}

const NOTHING = 'nothing';

export function findMemberDrift(subject: string, declared: readonly string[], live: readonly string[]): Drift[] {
  const [declaredList, liveList] = [declared, live].map((buckets) => [...buckets].sort().join(', '));
  return declaredList === liveList ? [] : [{ what: 'members', subject, declared: declaredList, live: liveList }];
}

type Flags = Readonly<Record<string, boolean>>;

export function findPublicAccessBlockDrift(subject: string, declared: Flags, live: Flags): Drift[] {
  return Object.keys(declared).filter((flag) => declared[flag] !== live[flag])
    .map((flag) => ({ what: 'block', subject, declared: `${flag} ${declared[flag]}`, live: `${flag} ${live[flag]}` }));
}

export function findRouteDrift(subject: string, declared: RoutingTable, live: RegionDials): Drift[] {
  const declaredDials = resolveRoutingTable(declared, [...live.keys()]);
  if (equalRegionDials(declaredDials, live)) return [];
  return [{ what: 'routes', subject, declared: showRegionDials(declaredDials), live: showRegionDials(live) }];
}

/** The declared fields of a rule. S3 may return more fields, with their default values. */
export type ExpectedReplicationRule = Pick<ReplicationRule, 'ID'> & Readonly<Record<string, unknown>>;

/**
 * Finds rules that are missing, rules that differ from their declaration, and rules of this library that are no longer
 * declared.
 *
 * @param isOurs whether this library wrote a live rule, by its id
 */
export function findRuleDrift(
  bucket: string, declared: readonly ExpectedReplicationRule[], live: readonly ReplicationRule[],
  isOurs: (id: string) => boolean,
): Drift[] {
  const drift = (expected: unknown, found: unknown): Drift =>
    ({ what: 'rules', subject: bucket, declared: render(expected), live: render(found) });
  const changed = declared.flatMap((rule) => {
    const found = live.find(({ ID: id }) => id === rule.ID);
    return found !== undefined && equalsRule(found, rule) ? [] : [drift(rule, found)];
  });
  const orphaned = live.filter(({ ID: id = '' }) => isOurs(id) && !declared.some((rule) => rule.ID === id));
  return [...changed, ...orphaned.map((rule) => drift(undefined, rule))];
}

export function findDelegationDrift(bucket: string, declared: readonly unknown[], live: unknown): Drift[] {
  const { onlyDeclared } = comparePolicies(live, { Statement: declared });
  return onlyDeclared.map((statement) => ({ what: 'delegation', subject: bucket, declared: statement, live: NOTHING }));
}

export function findPolicyDrift(subject: string, declared: unknown, live: unknown): Drift[] {
  const { onlyDeclared, onlyLive } = comparePolicies(live, declared);
  return [
    ...onlyDeclared.map((statement): Drift => ({ what: 'policy', subject, declared: statement, live: NOTHING })),
    ...onlyLive.map((statement): Drift => ({ what: 'policy', subject, declared: NOTHING, live: statement })),
  ];
}

function render(value: unknown): string {
  return value === undefined ? NOTHING : JSON.stringify(value);
}

/** Elements to which S3 adds no default values, so that another element in them is a manual change. */
const WITHOUT_DEFAULTS = [['Filter'], ['Destination', 'EncryptionConfiguration']];

function equalsRule(live: ReplicationRule, declared: ExpectedReplicationRule): boolean {
  // The rules of AWS::S3::Bucket are compared without their filter.
  const paths = declared.Filter === undefined ? [] : WITHOUT_DEFAULTS;
  return contains(live, declared) && paths.every((path) => contains(readPath(declared, path), readPath(live, path)));
}

function readPath(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], value);
}

/** Whether `whole` has every value of `part`. */
function contains(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    if (!Array.isArray(whole) || whole.length !== part.length) return false;
    return part.every((entry, index) => contains(whole[index], entry));
  }
  if (typeof part !== 'object' || part === null) return part === undefined || part === whole;
  return typeof whole === 'object' && whole !== null
    && Object.entries(part).every(([key, value]) => contains((whole as Record<string, unknown>)[key], value));
}
