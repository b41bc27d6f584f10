import { MRAP804_OLD_TLS_ONLY } from '../../../diagnostics/definitions/clients';
import {
  MRAP515_DENIAL_OF_ALL_REQUESTS, MRAP516_CONDITION_ON_ACCESS_POINT_TAGS,
} from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { isKnownText } from '../../evaluation/symbols';
import { conditionDemandsValue, excludesValues, type PolicyCondition } from '../../iam/condition';
import { type PolicyDocument, type PolicyStatement } from '../../iam/statement';
import { findAccessPointsWithMember } from '../../model/access-points';
import { findAccessPointPolicies, findBucketPolicies } from '../../model/policies';
import { type TemplateModel, type TemplateResource } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** The name of SigV4A in the condition key s3:signatureversion. */
const SIGV4A = 'AWS4-ECDSA-P256-SHA256';
const OLDEST_TLS = 1.2;

/** Conditions that no request to an access point can meet, in the policies of the access point and its members. */
export const impossibleConditionsRule: LinterRule = {
  finds: [MRAP515_DENIAL_OF_ALL_REQUESTS, MRAP516_CONDITION_ON_ACCESS_POINT_TAGS, MRAP804_OLD_TLS_ONLY],
  check: (application) => findDocuments(application).flatMap(({ resource, document }) =>
    document.statements.flatMap((statement) => {
      const findings = statement.conditions.flatMap((condition) => check(statement, condition));
      return toLinterRuleMatches(resource, findings, `${statement.location}/Condition`);
    })),
};

function findDocuments(application: TemplateModel): { resource: TemplateResource; document: PolicyDocument }[] {
  const ofMembers = findBucketPolicies(application)
    .filter(({ bucket }) => bucket !== undefined && findAccessPointsWithMember(application, bucket).length > 0);
  return [...findAccessPointPolicies(application), ...ofMembers]
    .flatMap(({ resource, document }) => (document === undefined ? [] : [{ resource, document }]));
}

function check(statement: PolicyStatement, condition: PolicyCondition): Finding[] {
  if (condition.key.startsWith('s3:accesspointtag/')) return checkTag(statement, condition);
  if (!condition.complete || !condition.values.every(isKnownText)) return [];
  // A second condition may limit the denial to requests that do not use the access point.
  const isOnly = statement.conditions.length === 1 && statement.conditionsKnown;
  switch (condition.key) {
    case 's3:signatureversion': return isOnly ? checkSignature(statement, condition) : [];
    case 'aws:sourceip': return isOnly ? checkAddress(statement, condition) : [];
    case 's3:tlsversion': return checkTls(statement, condition);
    default: return [];
  }
}

function checkTag({ effect }: PolicyStatement, condition: PolicyCondition): Finding[] {
  const { key, ifExists } = condition;
  const denied = effect === 'Deny' && excludesValues(condition) && !ifExists;
  const allowsNothing = effect === 'Allow' && conditionDemandsValue(condition);
  return denied || allowsNothing ? [MRAP516_CONDITION_ON_ACCESS_POINT_TAGS.create({ key, denied })] : [];
}

function checkSignature({ effect }: PolicyStatement, condition: PolicyCondition): Finding[] {
  const denied = effect === 'Deny' && excludesValues(condition) && !condition.values.includes(SIGV4A);
  const got = condition.values.join(', ');
  return denied ? [MRAP515_DENIAL_OF_ALL_REQUESTS.create({ key: 's3:signatureversion', got, expected: SIGV4A })] : [];
}

function checkAddress({ effect }: PolicyStatement, condition: PolicyCondition): Finding[] {
  const onlyIpv6 = condition.values.length > 0 && condition.values.every((range) => range.includes(':'));
  const deniesOthers = effect === 'Deny' && excludesValues(condition);
  const allowsOnly = effect === 'Allow' && conditionDemandsValue(condition);
  const got = `IPv6 ranges ${condition.values.join(', ')}`;
  return onlyIpv6 && (deniesOthers || allowsOnly)
    ? [MRAP515_DENIAL_OF_ALL_REQUESTS.create({ key: 'aws:SourceIp', got, expected: 'IPv4 ranges' })]
    : [];
}

function checkTls({ effect }: PolicyStatement, { operator, values }: PolicyCondition): Finding[] {
  if (effect === 'unknown' || values.length === 0) return [];
  if (!excludesNewTls(effect === 'Allow', operator, values.map(Number))) return [];
  return [MRAP804_OLD_TLS_ONLY.create({ operator, values: [...values] })];
}

/** Returns whether an Allow statement applies only to old versions, or a Deny statement to all others. */
function excludesNewTls(allows: boolean, operator: string, versions: readonly number[]): boolean {
  const exclusive = allows ? /^NumericLessThan$/i : /^NumericGreaterThanEquals$/i;
  const inclusive = allows ? /^Numeric(LessThanEquals|Equals)$/i : /^NumericGreaterThan$/i;
  if (exclusive.test(operator)) return versions.every((version) => version <= OLDEST_TLS);
  return inclusive.test(operator) && versions.every((version) => version < OLDEST_TLS);
}
