import { MRAP853_REPLICATION_RULE_REMOVED } from '../../../diagnostics/definitions/baseline';
import { MRAP424_EXISTING_OBJECTS_NOT_REPLICATED } from '../../../diagnostics/definitions/replication';
import { buckets } from '../../model/buckets';
import { type PlacedRule, placedRules } from '../../model/replication';
import { type Application } from '../../model/template-model';
import { type RuleMatch, toMatches } from '../rule';
import { sameResource, stableName } from './same-resource';

/** Rows L3 and C24: rules that go, and rules that come to a bucket that is there already. */
export function changedReplication(before: Application, after: Application): RuleMatch[] {
  const [old, next] = [before, after].map((application) => placedRules(application).filter(({ rule }) => rule.enabled));
  const had = new Set(old.map(directionOf));
  const has = new Set(next.map(directionOf));
  return [
    ...old.filter((placed) => !has.has(directionOf(placed)))
      .flatMap((placed) => toMatches(placed.replication.resource, [MRAP853_REPLICATION_RULE_REMOVED.create({ bucket: sourceOf(placed), destination: destinationOf(placed) })])),
    ...next.filter((placed) => !had.has(directionOf(placed)) && existed(before, placed))
      .flatMap((placed) => toMatches(placed.replication.resource, [MRAP424_EXISTING_OBJECTS_NOT_REPLICATED.create({ bucket: sourceOf(placed), destination: destinationOf(placed) })])),
  ];
}

function existed(before: Application, { replication }: PlacedRule): boolean {
  const { source } = replication;
  return source !== undefined && buckets(before).some(({ resource }) => sameResource(resource, source.resource));
}

const sourceOf = ({ replication }: PlacedRule) => stableName(replication.resource, replication.sourceName);
const destinationOf = ({ replication, rule }: PlacedRule) => stableName(replication.resource, rule.destinationName ?? rule.destinationArn ?? '');
const directionOf = (placed: PlacedRule) => `${sourceOf(placed)} -> ${destinationOf(placed)}`;
