import { isKnownText } from '../../evaluation/symbols';
import { conditionDemandsValue, type PolicyCondition } from '../../iam/condition';
import { patternsOverlap } from '../../iam/patterns';
import { type PolicyStatement } from '../../iam/statement';
import { type TemplateAccessPoint } from '../../model/access-points';
import { findPoliciesOfBucket } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';

const DELEGATION_KEYS = ['s3:dataaccesspointarn', 's3:dataaccesspointaccount'];

export function findDelegationConditions(statement: PolicyStatement): PolicyCondition[] {
  return statement.conditions.filter(({ key }) => DELEGATION_KEYS.includes(key));
}

/** Returns whether a statement of a bucket policy delegates access control to access points. */
export function isDelegationStatement(statement: PolicyStatement): boolean {
  return statement.effect === 'Allow' && findDelegationConditions(statement).length > 0;
}

/** The statements with which a bucket delegates, or may delegate, to an access point. */
export function findDelegationsTo(
  application: TemplateModel,
  bucket: string,
  accessPoint: TemplateAccessPoint,
): PolicyStatement[] {
  return findPoliciesOfBucket(application, bucket)
    .flatMap(({ statements }) => statements)
    .filter(
      (statement) =>
        isDelegationStatement(statement) &&
        findDelegationConditions(statement).every((condition) => mayBeMet(application, condition, accessPoint)),
    );
}

function mayBeMet(
  application: TemplateModel,
  condition: PolicyCondition,
  { arn, account }: TemplateAccessPoint,
): boolean {
  if (!conditionDemandsValue(condition) || !condition.complete) return true;
  const isArn = condition.key === 's3:dataaccesspointarn';
  if (isKnownText(account)) {
    return condition.values.some((value) =>
      patternsOverlap(application.symbols, value, isArn ? arn : account) !== false);
  }
  // An account that is unknown in one stack may be written out in another, and a literal alias may be the right one.
  return !isArn || condition.values.map(omitAccount).some((value) =>
    patternsOverlap(application.symbols, value, omitAccount(arn), { opensAttributes: isKnownText(value) }) !== false);
}

/** An ARN without its account. Another text stays as it is. */
function omitAccount(text: string): string {
  const parts = text.split(':');
  return parts.length < 6 ? text : [...parts.slice(0, 4), '', ...parts.slice(5)].join(':');
}
