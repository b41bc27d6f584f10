import { checkAccountId, checkBucketName } from '../../diagnostics/checks/members';
import { MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN } from '../../diagnostics/definitions/options';
import { MRAP431_INVALID_REPLICATION_RULE } from '../../diagnostics/definitions/replication-rule-declarations';
import { MRAP788_INVALID_PROPERTY } from '../../diagnostics/definitions/usage';
import { type Finding } from '../../diagnostics/finding';
import { groupBy } from '../../diagnostics/group-by';
import { makeListPropertyKind } from '../../validation/assert-properties';
import { containsPendingLookup, toTextUnlessToken } from '../../validation/tokens';
import {
  checkEncryptionKey, makeBucketLabel, UNDERLYING_BUCKET_PROPERTY_KIND, type UnderlyingBucket,
} from '../buckets/underlying-bucket';
import { type CrossRegionReplicationProps } from './cross-region-replication-props';
import { type BucketEdge } from './replication-config';
import { type DeclaredReplicationRule, getRuleDeclaration } from './replication-rule';
import { getReplicationDirections } from './replication-topology';
import { MAX_PRIORITY } from './rule-priority';

const ID = /^[a-z0-9-]{1,40}$/;
const DEFAULT_RULE = 'default rule';
const BUCKET_LIST = makeListPropertyKind(UNDERLYING_BUCKET_PROPERTY_KIND);

/** Returns the name that messages use for a rule. */
export function makeRuleLabel({ id }: Pick<DeclaredReplicationRule, 'id'>): string {
  return id ?? DEFAULT_RULE;
}

/** Lists the rules of a replication: the default rule, unless a single bucket has none, and the declared rules. */
export function listDeclaredRules(props: CrossRegionReplicationProps): DeclaredReplicationRule[] {
  const rules = (props.rules ?? []).map(getRuleDeclaration);
  const hasDefaultRule = rules.length === 0 || props.buckets.length > 1;
  if (!hasDefaultRule || rules.some(({ id }) => id === undefined)) return rules;
  const { buckets, removalPolicy, role, existingObjects, topology, rules: _, ...options } = props;
  return [{ options, directions: getReplicationDirections(topology) }, ...rules];
}

/** Checks the rules of the property `rules` together with the options of the default rule. */
export function checkDefaultRule(props: CrossRegionReplicationProps): Finding[] {
  const unnamed = (props.rules ?? []).map(getRuleDeclaration).filter(({ id }) => id === undefined);
  const { buckets, removalPolicy, role, existingObjects, rules, ...options } = props;
  const given = Object.entries(options).filter(([, value]) => value !== undefined).map(([name]) => name).sort();
  const hasOptionsTwice = unnamed.length === 1 && given.length > 0;
  return [
    ...(unnamed.length > 1 ? [MRAP431_INVALID_REPLICATION_RULE.create({
      rule: DEFAULT_RULE, problem: `${unnamed.length} rules without id`, expected: 'an id of each rule but one',
    })] : []),
    ...(hasOptionsTwice ? [MRAP431_INVALID_REPLICATION_RULE.create({
      rule: DEFAULT_RULE,
      problem: `a rule without id and the options ${given.join(', ')} of the replication`,
      expected: 'the options of the default rule in the rule without id only',
    })] : []),
  ];
}

/**
 * Checks the declaration of a rule that is not the default rule.
 *
 * @param others the other rules of the replication
 */
export function checkDeclaredRule(
  rule: DeclaredReplicationRule, others: readonly Pick<DeclaredReplicationRule, 'id'>[],
): Finding[] {
  const { id, buckets } = rule;
  if (buckets !== undefined && !BUCKET_LIST.accepts(buckets.destinations)) {
    return [makeInvalidBuckets('destinations')];
  }
  if (buckets?.sources !== undefined && !BUCKET_LIST.accepts(buckets.sources)) return [makeInvalidBuckets('sources')];
  const problems = [
    ...(id !== undefined && !ID.test(id)
      ? [[`the id ${JSON.stringify(id)}`, 'an id of 1 to 40 lowercase letters, digits and hyphens']]
      : []),
    ...(others.some((other) => other.id === id)
      ? [[id === undefined ? 'a second rule without id' : 'the id of another rule', 'a different id']]
      : []),
    ...findPriorityProblems(rule),
    ...findBucketProblems('source', buckets?.sources ?? []),
    ...(buckets === undefined ? [] : findBucketProblems('destination', buckets.destinations)),
    ...(buckets?.sources?.length === 0 ? [['no source', 'at least one source']] : []),
    ...(buckets?.destinations.length === 0 ? [['no destination', 'at least one destination']] : []),
  ];
  const named = [...buckets?.sources ?? [], ...buckets?.destinations ?? []];
  return [
    ...problems.map(([problem, expected]) =>
      MRAP431_INVALID_REPLICATION_RULE.create({ rule: makeRuleLabel(rule), problem, expected })),
    ...[...new Set(named)].flatMap(checkBucket),
  ];
}

function makeInvalidBuckets(property: string): Finding {
  const expected = `a list of ${UNDERLYING_BUCKET_PROPERTY_KIND.name}`;
  return MRAP788_INVALID_PROPERTY.create({ property, got: 'another value', expected });
}

function findPriorityProblems({ priority, buckets }: DeclaredReplicationRule): string[][] {
  const max = MAX_PRIORITY - (buckets?.destinations.length ?? 1) + 1;
  const isValid = priority === undefined || (Number.isInteger(priority) && priority >= 0 && priority <= max);
  return isValid ? [] : [[`the priority ${priority}`, `a whole number from 0 to ${max}`]];
}

/** The name of an alarm contains the Regions and the id of a rule, so these identify the buckets. */
function findBucketProblems(end: 'source' | 'destination', buckets: readonly UnderlyingBucket[]): string[][] {
  return [...groupBy(buckets, ({ region }) => region)].filter(([, same]) => same.length > 1).map(([region, same]) => [
    `the ${end}s ${same.map(makeBucketLabel).join(' and ')} in ${region}`, `one ${end} for each Region`,
  ]);
}

/** Checks that the Region of a bucket is known, unless a lookup follows this synthesis (MRAP765). */
export function checkBucketRegion(bucket: UnderlyingBucket): Finding[] {
  const isKnown = toTextUnlessToken(bucket.region) !== undefined || containsPendingLookup(bucket.region);
  return isKnown ? [] : [MRAP765_REPLICATED_BUCKET_REGION_UNKNOWN.create({ bucket: makeBucketLabel(bucket) })];
}

/** Checks the name, the Region and the account of a bucket. */
export function checkBucket(bucket: UnderlyingBucket): Finding[] {
  const account = toTextUnlessToken(bucket.account);
  return [
    ...checkBucketRegion(bucket),
    ...checkBucketName(toTextUnlessToken(bucket.bucketName) ?? 'unknown'),
    ...(account === undefined ? [] : checkAccountId(makeBucketLabel(bucket), account)),
    ...checkEncryptionKey(bucket),
  ];
}

/** Checks that a rule replicates from a bucket to another bucket. */
export function checkRuleEdges(rule: DeclaredReplicationRule, edges: readonly BucketEdge[]): Finding[] {
  return edges.length > 0 ? [] : [MRAP431_INVALID_REPLICATION_RULE.create({
    rule: makeRuleLabel(rule), problem: 'no source with another destination', expected: 'two different buckets',
  })];
}
