import { isDeepStrictEqual } from 'node:util';
import { replicationPriority } from '../../src/diagnostics/checks/replication-graph';
import { groupBy } from '../../src/diagnostics/group-by';
import { type ImportedBucket, type ImportedReplication, type ImportedState } from './imported-state';
import { isOwnRule, type OwnRule, parseOwnRule } from './replication-rules';

/** A rule of a `CrossRegionReplication`. */
export interface RuleDeclaration {
  /** Undefined for the default rule. */
  readonly id?: string;
  readonly priority?: number;
  /** Undefined for a rule in every direction between the buckets of the replication. */
  readonly sources?: readonly string[];
  readonly destinations: readonly string[];
  /** The rule of the first source and destination. The other rules differ in the key, the owner and the priority. */
  readonly example: OwnRule['properties'];
}

/** A `CrossRegionReplication`: all rules of this library with the same role. */
export interface ReplicationDeclaration {
  readonly role: string;
  /** The buckets of the default rule and of the rules in every direction. */
  readonly buckets: readonly string[];
  readonly rules: readonly RuleDeclaration[];
}

/** Rules that the generated application does not manage. They stay in effect. */
export interface UnmanagedRules {
  readonly bucket: string;
  readonly rules: readonly string[];
  readonly reason: string;
}

export interface ReplicationDeclarations {
  readonly declarations: readonly ReplicationDeclaration[];
  readonly unmanaged: readonly UnmanagedRules[];
}

/** Declares the replication rules of this library again, and lists the other rules. */
export function declareReplications(state: ImportedState): ReplicationDeclarations {
  const own = state.replications.filter(({ bucket, rules }) => rules.some((rule) => isOwnRule(bucket, rule)));
  const byRole = [...groupBy(own, ({ role = '' }) => role)].map(([role, replications]) => {
    const declared = declareWithRole(state, role, replications);
    return typeof declared === 'string' ? { reason: declared, replications } : { declared, replications };
  });
  return {
    declarations: byRole.flatMap(({ declared }) => declared ?? []),
    unmanaged: [
      ...byRole.flatMap(({ reason, replications }) => (reason === undefined ? [] : replications.map((replication) =>
        ({ bucket: replication.bucket, rules: listRuleIds(replication, true), reason })))),
      ...state.replications.map((replication) => ({
        bucket: replication.bucket, rules: listRuleIds(replication, false), reason: 'another tool wrote them',
      })).filter(({ rules }) => rules.length > 0),
    ],
  };
}

function listRuleIds({ bucket, rules }: ImportedReplication, own: boolean): string[] {
  return rules.filter((rule) => isOwnRule(bucket, rule) === own).map(({ ID: id = '(without an id)' }) => id);
}

/**
 * Declares the rules with one role. The handler deletes the rules of this library that the application does not
 * declare, so one rule that cannot be declared excludes all of them. Returns the reason in this case.
 */
function declareWithRole(
  state: ImportedState, role: string, replications: readonly ImportedReplication[],
): ReplicationDeclaration | string {
  if (role === '') return 'the role is known at deployment only';
  const buckets = new Map([...state.members, ...state.otherBuckets].map((bucket) => [bucket.bucket, bucket]));
  const parsed = replications.flatMap(({ bucket, rules }) =>
    rules.filter((rule) => isOwnRule(bucket, rule)).map((rule) => parseOwnRule(bucket, rule)));
  const rules = parsed.filter((rule) => rule !== undefined);
  if (rules.length < parsed.length) return 'a rule has settings that no property declares';
  const names = new Set(rules.flatMap(({ source, properties }) => [source, properties.DestinationBucket]));
  if ([...names].some((name) => !buckets.has(name))) return 'the Region of a destination is unknown';
  if (rules.some(({ source }) => buckets.get(source)?.account !== undefined)) {
    return 'another account owns a source bucket';
  }
  return new RuleGrouping(buckets).group(role, rules);
}

class RuleGrouping {
  constructor(private readonly buckets: ReadonlyMap<string, ImportedBucket>) {}

  public group(role: string, rules: readonly OwnRule[]): ReplicationDeclaration | string {
    const groups = [...groupBy(rules, ({ id = '' }) => id)].sort(([a], [b]) => (a < b ? -1 : 1));
    const defaults = groups.find(([id]) => id === '')?.[1];
    // With a single bucket, a replication has no default rule.
    const buckets = defaults === undefined ? [this.sortByRegion(rules.map(({ source }) => source))[0]]
      : this.sortByRegion(defaults.flatMap(({ source, properties }) => [source, properties.DestinationBucket]));
    const declared = groups.map(([id, group]) => this.declare(id === '' ? undefined : id, group, buckets));
    const known = declared.filter((rule) => rule !== undefined);
    return known.length < declared.length
      ? 'the rules with one id have different settings or directions' : { role, buckets, rules: known };
  }

  private declare(
    id: string | undefined, group: readonly OwnRule[], buckets: readonly string[],
  ): RuleDeclaration | undefined {
    const [sources, destinations] = [
      this.sortByRegion(group.map(({ source }) => source)),
      this.sortByRegion(group.map(({ properties }) => properties.DestinationBucket)),
    ];
    const isTwoWay = isProduct(group, buckets, buckets);
    const hasEqualSettings = group.every((rule) =>
      isDeepStrictEqual(omitVaryingSettings(rule), omitVaryingSettings(group[0])));
    if (!hasEqualSettings || (!isTwoWay && !isProduct(group, sources, destinations))) return undefined;
    const priority = this.findPriority(id, group, destinations);
    return {
      ...(id !== undefined && { id }),
      ...(priority !== undefined && { priority }),
      ...(!isTwoWay && { sources }),
      destinations,
      example: group[0].properties,
    };
  }

  /** Returns the priority of the first destination, or undefined if the priorities are the default ones. */
  private findPriority(
    id: string | undefined, group: readonly OwnRule[], destinations: readonly string[],
  ): number | undefined {
    const isDefault = id === undefined && group.every(({ properties: { Priority, DestinationBucket: name } }) =>
      Priority === replicationPriority(this.buckets.get(name)!.region));
    const bases = new Set(group.map(({ properties: { Priority, DestinationBucket: name } }) =>
      Priority - destinations.indexOf(name)));
    return isDefault || bases.size > 1 ? undefined : [...bases][0];
  }

  private sortByRegion(names: readonly string[]): string[] {
    const makeKey = (name: string) => `${this.buckets.get(name)!.region} ${name}`;
    return [...new Set(names)].sort((a, b) => (makeKey(a) < makeKey(b) ? -1 : 1));
  }
}

/** Whether the rules lead from each source to each destination. */
function isProduct(group: readonly OwnRule[], sources: readonly string[], destinations: readonly string[]): boolean {
  const edges = new Set(group.map(({ source, properties }) => `${source} ${properties.DestinationBucket}`));
  const expected = sources.flatMap((source) => destinations.filter((destination) => destination !== source)
    .map((destination) => `${source} ${destination}`));
  return edges.size === expected.length && expected.every((edge) => edges.has(edge));
}

function omitVaryingSettings({ properties }: OwnRule): object {
  const {
    Id: _id, Priority: _priority, DestinationBucket: _bucket, DestinationAccount: _account, OwnerOverride: _owner,
    ReplicaKmsKeyId: key, ...settings
  } = properties;
  return { ...settings, isEncrypted: key !== undefined };
}
