import { MRAP853 } from '../../checks/diagnostics/baseline';
import { MRAP424 } from '../../checks/diagnostics/replication';
import { type Application } from '../application';
import { type Detection, detect } from '../rule';
import { buckets } from '../views/buckets';
import { type PlacedRule, placedRules } from '../views/replication';
import { sameResource, stableName } from './same-resource';

/** Rows L3 and C24: rules that go, and rules that come to a bucket that is there already. */
export function changedReplication(before: Application, after: Application): Detection[] {
  const [old, next] = [before, after].map((application) => placedRules(application).filter(({ rule }) => rule.enabled));
  const had = new Set(old.map(directionOf));
  const has = new Set(next.map(directionOf));
  return [
    ...old.filter((placed) => !has.has(directionOf(placed)))
      .flatMap((placed) => detect(placed.replication.resource, [MRAP853.find({ bucket: sourceOf(placed), destination: destinationOf(placed) })])),
    ...next.filter((placed) => !had.has(directionOf(placed)) && existed(before, placed))
      .flatMap((placed) => detect(placed.replication.resource, [MRAP424.find({ bucket: sourceOf(placed), destination: destinationOf(placed) })])),
  ];
}

function existed(before: Application, { replication }: PlacedRule): boolean {
  const { source } = replication;
  return source !== undefined && buckets(before).some(({ resource }) => sameResource(resource, source.resource));
}

const sourceOf = ({ replication }: PlacedRule) => stableName(replication.resource, replication.sourceName);
const destinationOf = ({ replication, rule }: PlacedRule) => stableName(replication.resource, rule.destinationName ?? rule.destinationArn ?? '');
const directionOf = (placed: PlacedRule) => `${sourceOf(placed)} -> ${destinationOf(placed)}`;
