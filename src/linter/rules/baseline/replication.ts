import { MRAP853_REPLICATION_RULE_REMOVED } from '../../../diagnostics/definitions/baseline';
import { MRAP424_EXISTING_OBJECTS_NOT_REPLICATED } from '../../../diagnostics/definitions/replication';
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
  const oldDirections = new Set(old.map(makeDirection));
  const nextDirections = new Set(next.map(makeDirection));
  const removed = old.filter((rule) => !nextDirections.has(makeDirection(rule)));
  const added = next.filter((rule) => !oldDirections.has(makeDirection(rule)) && existedBefore(before, rule));
  return [
    ...removed.flatMap((rule) =>
      toLinterRuleMatches(rule.replication.resource, [MRAP853_REPLICATION_RULE_REMOVED.create(nameBuckets(rule))]),
    ),
    ...added.flatMap((rule) =>
      toLinterRuleMatches(rule.replication.resource, [
        MRAP424_EXISTING_OBJECTS_NOT_REPLICATED.create(nameBuckets(rule)),
      ]),
    ),
  ];
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
