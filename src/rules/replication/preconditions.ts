import { MRAP401, MRAP402, MRAP418, MRAP420 } from '../../checks/diagnostics/replication';
import { type Finding } from '../../checks/finding';
import { type Rule, detect } from '../rule';
import { hasObjectLock, isVersioned } from '../views/buckets';
import { type PlacedRule, placedRules, type Replication, replications } from '../views/replication';

/** Rows C1, C2, C18 and C20 (A5): what both ends of a rule must be. */
export const preconditions: Rule = {
  finds: [MRAP401, MRAP402, MRAP418, MRAP420],
  check: (application) => [
    ...replications(application).flatMap((replication) => detect(replication.source?.resource ?? replication.resource, checkSource(replication))),
    ...placedRules(application).flatMap((placed) => detect(placed.replication.resource, checkRule(placed), `${placed.rule.location}/Destination`)),
  ],
};

function checkSource({ source, rules }: Replication): Finding[] {
  const unversioned = source !== undefined && rules.length > 0 && isVersioned(source) === false;
  return unversioned ? [MRAP401.find({ bucket: source.name, side: 'source' })] : [];
}

function checkRule({ replication, rule }: PlacedRule): Finding[] {
  const { destination, destinationArn, destinationName } = rule;
  const { source, sourceName } = replication;
  if (destinationArn !== undefined && /:accesspoint\//.test(destinationArn)) return [MRAP420.find({ arn: destinationArn })];
  if (destinationName !== undefined && destinationName === sourceName) return [MRAP402.find({ source: sourceName, destination: sourceName })];
  if (destination === undefined) return [];
  return [
    ...(isVersioned(destination) === false ? [MRAP401.find({ bucket: destination.name, side: 'destination' })] : []),
    ...(source !== undefined && hasObjectLock(source) === true && hasObjectLock(destination) === false
      ? [MRAP418.find({ source: source.name, destination: destination.name })] : []),
  ];
}
