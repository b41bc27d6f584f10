import { MRAP804_OLD_TLS_ONLY } from '../../../diagnostics/definitions/clients';
import { MRAP515_DENIAL_OF_ALL_REQUESTS } from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { isKnown } from '../../evaluation/symbols';
import { type Condition, demandsValue, excludesValues } from '../../iam/condition';
import { type PolicyDocument, type Statement } from '../../iam/statement';
import { accessPointsOver } from '../../model/access-points';
import { accessPointPolicies, bucketPolicies } from '../../model/documents';
import { type Application, type TemplateResource } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

/** What the signature of requests to an access point is called. */
const SIGV4A = 'AWS4-ECDSA-P256-SHA256';

/** Rows P15 and S4: conditions that no request to an access point can meet, in its policy or a member's. */
export const denials: Rule = {
  finds: [MRAP515_DENIAL_OF_ALL_REQUESTS, MRAP804_OLD_TLS_ONLY],
  check: (application) => documents(application).flatMap(({ resource, document }) => document.statements.flatMap((statement) =>
    toMatches(resource, statement.conditions.flatMap((condition) => check(statement, condition)), `${statement.location}/Condition`))),
};

function documents(application: Application): { resource: TemplateResource; document: PolicyDocument }[] {
  return [
    ...accessPointPolicies(application),
    ...bucketPolicies(application).filter(({ bucket }) => bucket !== undefined && accessPointsOver(application, bucket).length > 0),
  ].flatMap(({ resource, document }) => (document === undefined ? [] : [{ resource, document }]));
}

function check(statement: Statement, condition: Condition): Finding[] {
  // A test of its own narrows the denial to something that may never be asked through the access point.
  const alone = statement.conditions.length === 1 && statement.conditionsKnown;
  if (!condition.complete || !condition.values.every(isKnown)) return [];
  switch (condition.key) {
    case 's3:signatureversion': return alone ? checkSignature(statement, condition) : [];
    case 'aws:sourceip': return alone ? checkAddress(statement, condition) : [];
    case 's3:tlsversion': return checkTls(statement, condition);
    default: return [];
  }
}

function checkSignature(statement: Statement, condition: Condition): Finding[] {
  const denied = statement.effect === 'Deny' && excludesValues(condition) && !condition.values.includes(SIGV4A);
  return denied ? [MRAP515_DENIAL_OF_ALL_REQUESTS.create({ key: 's3:signatureversion', problem: `got ${condition.values.join(', ')} as the only signature allowed, expected ${SIGV4A} too` })] : [];
}

function checkAddress(statement: Statement, condition: Condition): Finding[] {
  const onlyNewer = condition.values.length > 0 && condition.values.every((range) => range.includes(':'));
  const limits = (statement.effect === 'Deny' && excludesValues(condition)) || (statement.effect === 'Allow' && demandsValue(condition));
  return onlyNewer && limits
    ? [MRAP515_DENIAL_OF_ALL_REQUESTS.create({ key: 'aws:SourceIp', problem: `got ranges of IPv6 only, ${condition.values.join(', ')}, expected ranges of IPv4 too` })]
    : [];
}

function checkTls(statement: Statement, condition: Condition): Finding[] {
  const figures = condition.values.map(Number);
  const { operator } = condition;
  const below = (limit: number) => figures.every((figure) => figure <= limit);
  const lets = statement.effect === 'Allow'
    ? (/^NumericLessThan$/i.test(operator) && below(1.2)) || (/^Numeric(LessThanEquals|Equals)$/i.test(operator) && figures.every((figure) => figure < 1.2))
    : (/^NumericGreaterThanEquals$/i.test(operator) && below(1.2)) || (/^NumericGreaterThan$/i.test(operator) && figures.every((figure) => figure < 1.2));
  return statement.effect !== 'unknown' && lets && figures.length > 0 ? [MRAP804_OLD_TLS_ONLY.create({ operator, values: [...condition.values] })] : [];
}
