import {
  MRAP421_ARCHIVED_REPLICAS, MRAP423_DESTINATION_DENIES_ROLE,
} from '../../../diagnostics/definitions/replication';
import { MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT } from '../../../diagnostics/definitions/replication-rules';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { asText, getValueAtPath, literalText } from '../../evaluation/read';
import { isKnownText } from '../../evaluation/symbols';
import { findAccessPointsWithMemberName } from '../../model/access-points';
import { findCompleteBucketPolicyStatements } from '../../model/policies';
import { findLocatedRules, type LocatedRule } from '../../model/replication';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';
import { listDestinationPermissions } from './required-permissions';
import { mayAllowRole } from './role-access';

const ARCHIVE_STORAGE_CLASSES = ['GLACIER', 'DEEP_ARCHIVE'];

/** The destinations of replication rules: owner, storage class and bucket policy. */
export const replicationDestinationsRule: LinterRule = {
  finds: [MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT, MRAP421_ARCHIVED_REPLICAS, MRAP423_DESTINATION_DENIES_ROLE],
  check: (application) =>
    findLocatedRules(application).flatMap((located) => {
      const findings = [
        ...checkOwner(located),
        ...checkStorageClass(application, located),
        ...checkForeign(application, located),
      ];
      return toLinterRuleMatches(located.replication.resource, findings, `${located.rule.location}/Destination`);
    }),
};

/** The account of the source: digits, or a symbol. */
function readSourceAccount({ replication }: LocatedRule): string {
  return replication.source?.account ?? replication.resource.account;
}

function checkOwner(located: LocatedRule): Finding[] {
  const { replication, rule } = located;
  if (getValueAtPath(rule.fields, 'Destination', 'AccessControlTranslation') === undefined) return [];
  const account = getValueAtPath(rule.fields, 'Destination', 'Account');
  const buckets = { source: replication.sourceName, destination: rule.destinationName ?? '(name not known)' };
  if (account === undefined) return [MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT.create(buckets)];
  const sameAccount = asText(account) === readSourceAccount(located);
  return sameAccount ? [MRAP417_OWNER_OVERRIDE_IN_ONE_ACCOUNT.create(buckets, FindingSeverity.WARNING)] : [];
}

function checkStorageClass(application: TemplateModel, { rule }: LocatedRule): Finding[] {
  const storageClass = literalText(getValueAtPath(rule.fields, 'Destination', 'StorageClass'));
  const bucket = rule.destinationName;
  if (storageClass === undefined || !ARCHIVE_STORAGE_CLASSES.includes(storageClass) || bucket === undefined) return [];
  const isMember = findAccessPointsWithMemberName(application, bucket).length > 0;
  return isMember ? [MRAP421_ARCHIVED_REPLICAS.create({ bucket, storageClass })] : [];
}

function checkForeign(application: TemplateModel, located: LocatedRule): Finding[] {
  const {
    replication: { role },
    rule: { destination, enabled },
  } = located;
  if (destination === undefined || role === undefined || !enabled) return [];
  const account = readSourceAccount(located);
  const isForeign = isKnownText(account) && isKnownText(destination.account) && destination.account !== account;
  const statements = isForeign ? findCompleteBucketPolicyStatements(application, destination.name) : undefined;
  if (statements === undefined) return [];
  return listDestinationPermissions(application, located.rule)
    .filter(({ action }) => action.startsWith('s3:'))
    .filter((permission) => !statements.some((statement) =>
      mayAllowRole(application, statement, { role, account, permission })))
    .map(({ action }) => MRAP423_DESTINATION_DENIES_ROLE.create({ bucket: destination.name, role, action }));
}
