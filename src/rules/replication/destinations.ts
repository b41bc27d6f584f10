import { MRAP417, MRAP421, MRAP423 } from '../../checks/diagnostics/replication';
import { type Finding, FindingSeverity } from '../../checks/finding';
import { type Application } from '../application';
import { coversAction } from '../iam/match';
import { type Rule, detect } from '../rule';
import { at, knownText, textOf } from '../values/read';
import { isKnown } from '../values/symbols';
import { accessPointsOver } from '../views/access-points';
import { certainStatements } from '../views/documents';
import { type PlacedRule, placedRules } from '../views/replication';

const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE'];

/** Rows C17, C21 and C23: where replicas go, and to whom. */
export const destinations: Rule = {
  finds: [MRAP417, MRAP421, MRAP423],
  check: (application) => placedRules(application).flatMap((placed) => detect(placed.replication.resource, [
    ...checkOwner(placed), ...checkStorageClass(application, placed), ...checkForeign(application, placed),
  ], `${placed.rule.location}/Destination`)),
};

function checkOwner({ replication, rule }: PlacedRule): Finding[] {
  if (at(rule.fields, 'Destination', 'AccessControlTranslation') === undefined) return [];
  const account = at(rule.fields, 'Destination', 'Account');
  const finding = { source: replication.sourceName, destination: rule.destinationName ?? '(unknown)' };
  if (account === undefined) return [MRAP417.find(finding)];
  const own = replication.source?.account ?? replication.resource.account;
  return textOf(account) === own ? [MRAP417.find(finding, FindingSeverity.WARNING)] : [];
}

function checkStorageClass(application: Application, { rule }: PlacedRule): Finding[] {
  const storageClass = knownText(at(rule.fields, 'Destination', 'StorageClass'));
  const archived = storageClass !== undefined && ARCHIVES.includes(storageClass);
  return archived && rule.destination !== undefined && accessPointsOver(application, rule.destination).length > 0
    ? [MRAP421.find({ bucket: rule.destination.name, storageClass })]
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
  return allowed ? [] : [MRAP423.find({ bucket: destination.name, role })];
}
