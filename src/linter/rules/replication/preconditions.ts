import {
  MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING,
  MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET, MRAP420_ACCESS_POINT_AS_DESTINATION,
} from '../../../diagnostics/definitions/replication';
import { MRAP446_MALFORMED_DESTINATION } from '../../../diagnostics/definitions/replication-rule-declarations';
import { MRAP402_REPLICATION_TO_ITSELF } from '../../../diagnostics/definitions/replication-rules';
import { type Finding } from '../../../diagnostics/finding';
import { hasObjectLock, isNeverBucketArn, isVersioned } from '../../model/buckets';
import {
  findLocatedRules, findReplications, type LocatedRule, type TemplateReplication,
} from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Requirements for the source and the destination of a rule. */
export const replicationPreconditionsRule: LinterRule = {
  finds: [
    MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING, MRAP402_REPLICATION_TO_ITSELF,
    MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET, MRAP420_ACCESS_POINT_AS_DESTINATION, MRAP446_MALFORMED_DESTINATION,
  ],
  check: (application) => [
    ...findReplications(application).flatMap((replication) =>
      toLinterRuleMatches(replication.source?.resource ?? replication.resource, checkSource(replication)),
    ),
    ...findLocatedRules(application).flatMap((located) =>
      toLinterRuleMatches(
        located.replication.resource, checkRule(application, located), `${located.rule.location}/Destination`,
      ),
    ),
  ],
};

function checkSource({ source, rules }: TemplateReplication): Finding[] {
  const unversioned = source !== undefined && rules.length > 0 && isVersioned(source) === false;
  return unversioned
    ? [MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket: source.name, side: 'source' })]
    : [];
}

function checkRule(
  application: TemplateModel, { replication: { source, sourceName }, rule }: LocatedRule,
): Finding[] {
  const { destination, destinationArn, destinationName } = rule;
  const isAccessPoint = destinationArn !== undefined && /:accesspoint\//.test(destinationArn);
  if (isAccessPoint) return [MRAP420_ACCESS_POINT_AS_DESTINATION.create({ arn: destinationArn })];
  if (destinationArn !== undefined && isNeverBucketArn(application, destinationArn)) {
    return [MRAP446_MALFORMED_DESTINATION.create({ source: sourceName, got: destinationArn })];
  }
  if (destinationName !== undefined && destinationName === sourceName) {
    return [MRAP402_REPLICATION_TO_ITSELF.create({ bucket: sourceName })];
  }
  if (destination === undefined) return [];
  const unversioned = isVersioned(destination) === false;
  const lockMissing = source !== undefined && hasObjectLock(source) === true && hasObjectLock(destination) === false;
  return [
    ...(unversioned
      ? [MRAP401_REPLICATED_BUCKET_WITHOUT_VERSIONING.create({ bucket: destination.name, side: 'destination' })]
      : []),
    ...(lockMissing
      ? [MRAP418_LOCKED_OBJECTS_TO_UNLOCKED_BUCKET.create({ source: source.name, destination: destination.name })]
      : []),
  ];
}
