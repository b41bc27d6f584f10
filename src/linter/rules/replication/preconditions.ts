import { MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING, MRAP402_SAME_REGION_REPLICATION, MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET, MRAP420_ACCESS_POINT_AS_DESTINATION } from '../../../diagnostics/definitions/replication';
import { type Finding } from '../../../diagnostics/finding';
import { hasObjectLock, isVersioned } from '../../model/buckets';
import { type PlacedRule, placedRules, type Replication, replications } from '../../model/replication';
import { type Rule, toMatches } from '../rule';

/** Rows C1, C2, C18 and C20 (A5): what both ends of a rule must be. */
export const preconditions: Rule = {
  finds: [MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING, MRAP402_SAME_REGION_REPLICATION, MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET, MRAP420_ACCESS_POINT_AS_DESTINATION],
  check: (application) => [
    ...replications(application).flatMap((replication) => toMatches(replication.source?.resource ?? replication.resource, checkSource(replication))),
    ...placedRules(application).flatMap((placed) => toMatches(placed.replication.resource, checkRule(placed), `${placed.rule.location}/Destination`)),
  ],
};

function checkSource({ source, rules }: Replication): Finding[] {
  const unversioned = source !== undefined && rules.length > 0 && isVersioned(source) === false;
  return unversioned ? [MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket: source.name, side: 'source' })] : [];
}

function checkRule({ replication, rule }: PlacedRule): Finding[] {
  const { destination, destinationArn, destinationName } = rule;
  const { source, sourceName } = replication;
  if (destinationArn !== undefined && /:accesspoint\//.test(destinationArn)) return [MRAP420_ACCESS_POINT_AS_DESTINATION.create({ arn: destinationArn })];
  if (destinationName !== undefined && destinationName === sourceName) return [MRAP402_SAME_REGION_REPLICATION.create({ source: sourceName, destination: sourceName })];
  if (destination === undefined) return [];
  return [
    ...(isVersioned(destination) === false ? [MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket: destination.name, side: 'destination' })] : []),
    ...(source !== undefined && hasObjectLock(source) === true && hasObjectLock(destination) === false
      ? [MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET.create({ source: source.name, destination: destination.name })] : []),
  ];
}
