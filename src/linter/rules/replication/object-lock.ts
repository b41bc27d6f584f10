import { checkEventHold, readDefaultLock, renderDefaultLock } from '../../../diagnostics/checks/object-lock';
import { MRAP777_INVALID_EVENT_HOLD } from '../../../diagnostics/definitions/object-lock';
import { MRAP776_DIFFERENT_LOCK_RETENTIONS } from '../../../diagnostics/definitions/options';
import { type Finding } from '../../../diagnostics/finding';
import { findAccessPointsWithMember } from '../../model/access-points';
import { findBuckets, hasObjectLock, type TemplateBucket } from '../../model/buckets';
import { findLocatedRules, findRulesBetween, isReplicatedBucket } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const LOCATION = 'Properties/ObjectLockConfiguration';

/** The default locks of replicated buckets and of members. */
export const objectLockRule: LinterRule = {
  finds: [MRAP776_DIFFERENT_LOCK_RETENTIONS, MRAP777_INVALID_EVENT_HOLD],
  check: (application) => [
    ...findBuckets(application)
      .filter((bucket) => isReplicatedBucket(application, bucket)
        || findAccessPointsWithMember(application, bucket).length > 0)
      .flatMap(({ resource, properties }) =>
        toLinterRuleMatches(resource, checkEventHold('DefaultEventHold', readDefaultLock(properties) ?? {}), LOCATION)),
    ...findTwoWayPairs(application).flatMap(([first, second]) =>
      toLinterRuleMatches(first.resource, checkPair(first, second), LOCATION)),
  ],
};

/** The pairs of buckets with rules in both directions, each pair once. */
function findTwoWayPairs(application: TemplateModel): [TemplateBucket, TemplateBucket][] {
  const pairs = findLocatedRules(application).flatMap(
    ({ replication: { source }, rule: { destination } }): [TemplateBucket, TemplateBucket][] =>
      (source === undefined || destination === undefined || source.name >= destination.name
        ? []
        : [[source, destination]]),
  );
  // Several rules can replicate from one bucket to another.
  const unique = new Map(pairs.map((pair) => [pair.map(({ name }) => name).join(' '), pair]));
  return [...unique.values()].filter(([{ name: from }, { name: to }]) =>
    findRulesBetween(application, from, to).length > 0 && findRulesBetween(application, to, from).length > 0);
}

/** A bucket without Object Lock is another problem (MRAP418). */
function checkPair(...pair: readonly [TemplateBucket, TemplateBucket]): Finding[] {
  if (!pair.every((bucket) => hasObjectLock(bucket) === true)) return [];
  const locks = pair.flatMap(({ name, properties }): [string, string][] => {
    const lock = readDefaultLock(properties);
    return lock === undefined ? [] : [[name, renderDefaultLock(lock)]];
  });
  return locks.length === 2 && locks[0][1] !== locks[1][1]
    ? [MRAP776_DIFFERENT_LOCK_RETENTIONS.create({ retentions: Object.fromEntries(locks) })]
    : [];
}
