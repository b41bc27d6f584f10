import { MRAP853_REPLICATION_RULE_REMOVED } from '../../../diagnostics/definitions/baseline';
import { MRAP424_EXISTING_OBJECTS_NOT_REPLICATED } from '../../../diagnostics/definitions/replication';
import { groupBy } from '../../../diagnostics/group-by';
import { asText } from '../../evaluation/read';
import { findBuckets } from '../../model/buckets';
import { findLocatedRules, type LocatedRule } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { isSameResource, makeVersionIndependentResourceName } from './same-resource';

/** Removed replication rules, and new rules for a bucket that already exists. */
export function findChangedReplication(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  const [old, next] = [before, after].map((application) =>
    findLocatedRules(application).filter(({ rule }) => rule.enabled),
  );
  const removed = findRulesWithoutCounterpart(old, next);
  const nextDirections = new Set(next.map(makeDirection));
  const added = findRulesWithoutCounterpart(next, old).filter((rule) => existedBefore(before, rule));
  return [
    ...removed.flatMap((rule) =>
      toLinterRuleMatches(rule.replication.resource, [MRAP853_REPLICATION_RULE_REMOVED.create({
        ...nameBuckets(rule), rule: nextDirections.has(makeDirection(rule)) ? readId(rule) : undefined,
      })]),
    ),
    ...added.flatMap((rule) =>
      toLinterRuleMatches(rule.replication.resource, [
        MRAP424_EXISTING_OBJECTS_NOT_REPLICATED.create(nameBuckets(rule)),
      ]),
    ),
  ];
}

/**
 * Finds the rules whose direction the others do not have, or have with fewer rules. The id of a rule may change without
 * an effect, so the ids only identify the rule among several of one direction.
 */
function findRulesWithoutCounterpart(rules: readonly LocatedRule[], others: readonly LocatedRule[]): LocatedRule[] {
  const [ofRules, ofOthers] = [rules, others].map((list) => groupBy(list, makeDirection));
  return [...ofRules].flatMap(([direction, sameDirection]) => {
    const counterparts = ofOthers.get(direction) ?? [];
    const ids = counterparts.map(readId);
    const missing = sameDirection.length - counterparts.length;
    return missing <= 0 ? [] : sameDirection.filter((rule) => !ids.includes(readId(rule))).slice(-missing);
  });
}

function readId({ rule: { fields: { Id: id } } }: LocatedRule): string | undefined {
  return asText(id);
}

function existedBefore(before: TemplateModel, { replication }: LocatedRule): boolean {
  const { source } = replication;
  return source !== undefined && findBuckets(before).some(({ resource }) => isSameResource(resource, source.resource));
}

function nameBuckets({ replication, rule }: LocatedRule): { bucket: string; destination: string } {
  const { resource, sourceName } = replication;
  return {
    bucket: makeVersionIndependentResourceName(resource, sourceName),
    destination: makeVersionIndependentResourceName(resource, rule.destinationName ?? rule.destinationArn ?? ''),
  };
}

function makeDirection(rule: LocatedRule): string {
  const { bucket, destination } = nameBuckets(rule);
  return `${bucket} -> ${destination}`;
}
