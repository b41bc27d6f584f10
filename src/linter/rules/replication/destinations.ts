import { MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT, MRAP421_ARCHIVED_REPLICAS, MRAP423_DESTINATION_DENIES_ROLE } from '../../../diagnostics/definitions/replication';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { getPath, literalText, asText } from '../../evaluation/read';
import { isKnown } from '../../evaluation/symbols';
import { coversAction } from '../../iam/match';
import { accessPointsOver } from '../../model/access-points';
import { certainStatements } from '../../model/documents';
import { type PlacedRule, placedRules } from '../../model/replication';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE'];

/** Rows C17, C21 and C23: where replicas go, and to whom. */
export const destinations: Rule = {
  finds: [MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT, MRAP421_ARCHIVED_REPLICAS, MRAP423_DESTINATION_DENIES_ROLE],
  check: (application) => placedRules(application).flatMap((placed) => toMatches(placed.replication.resource, [
    ...checkOwner(placed), ...checkStorageClass(application, placed), ...checkForeign(application, placed),
  ], `${placed.rule.location}/Destination`)),
};

function checkOwner({ replication, rule }: PlacedRule): Finding[] {
  if (getPath(rule.fields, 'Destination', 'AccessControlTranslation') === undefined) return [];
  const account = getPath(rule.fields, 'Destination', 'Account');
  const finding = { source: replication.sourceName, destination: rule.destinationName ?? '(unknown)' };
  if (account === undefined) return [MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT.create(finding)];
  const own = replication.source?.account ?? replication.resource.account;
  return asText(account) === own ? [MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT.create(finding, FindingSeverity.WARNING)] : [];
}

function checkStorageClass(application: Application, { rule }: PlacedRule): Finding[] {
  const storageClass = literalText(getPath(rule.fields, 'Destination', 'StorageClass'));
  const archived = storageClass !== undefined && ARCHIVES.includes(storageClass);
  return archived && rule.destination !== undefined && accessPointsOver(application, rule.destination).length > 0
    ? [MRAP421_ARCHIVED_REPLICAS.create({ bucket: rule.destination.name, storageClass })]
    : [];
}

function checkForeign(application: Application, { replication, rule }: PlacedRule): Finding[] {
  const { destination } = rule;
  const own = replication.source?.account ?? replication.resource.account;
  const { role } = replication;
  if (destination === undefined || role === undefined || !rule.enabled) return [];
  if (!isKnown(own) || !isKnown(destination.account) || destination.account === own) return [];
  const statements = certainStatements(application, destination.name);
  const allowed = statements === undefined || statements.some((statement) => statement.effect !== 'Deny'
    && coversAction(application.symbols, statement, 's3:ReplicateObject') !== false
    && (statement.principals === undefined || statement.principals.everyone || statement.principals.negated || !statement.principals.complete
      || statement.principals.aws.some((principal) => principal === role || !isKnown(principal) || principal.includes(own))));
  return allowed ? [] : [MRAP423_DESTINATION_DENIES_ROLE.create({ bucket: destination.name, role })];
}
