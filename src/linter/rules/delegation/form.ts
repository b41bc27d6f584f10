import {
  MRAP551_PARTIAL_DELEGATION, MRAP552_UNBOUND_DELEGATION, MRAP553_DELEGATION_TO_ANY_ACCOUNT,
} from '../../../diagnostics/definitions/delegation';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import { conditionDemandsValue, conditionHasWildcards, type PolicyCondition } from '../../iam/condition';
import { coversAction, coversResource } from '../../iam/match';
import { isOpenPattern } from '../../iam/patterns';
import { conditionNarrowsPolicy } from '../../iam/public';
import { type PolicyStatement } from '../../iam/statement';
import { type BucketPolicy, findBucketPolicies } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';
import { findDelegationConditions, isDelegationStatement } from './delegations';

/** The form of delegations in bucket policies. */
export const delegationFormRule: LinterRule = {
  finds: [MRAP551_PARTIAL_DELEGATION, MRAP552_UNBOUND_DELEGATION, MRAP553_DELEGATION_TO_ANY_ACCOUNT],
  check: (application) =>
    findBucketPolicies(application).flatMap((policy) => policy.statements.filter(isDelegationStatement)
      .flatMap((statement) => [
        ...toLinterRuleMatches(
          policy.resource, checkCoverage(application, policy, statement), `${statement.location}/Resource`,
        ),
        ...toLinterRuleMatches(policy.resource, checkBinding(policy, statement), `${statement.location}/Condition`),
      ])),
};

/** Listing needs the bucket, all other actions need its objects. Two statements can share them. */
function checkCoverage({ symbols }: TemplateModel, policy: BucketPolicy, statement: PolicyStatement): Finding[] {
  const { name: bucket } = policy;
  if (bucket === undefined) return [];
  const arn = policy.bucket?.arn ?? `arn:aws:s3:::${bucket}`;
  const delegations = policy.statements.filter(isDelegationStatement);
  return ([['bucket', arn], ['object', `${arn}/*`]] as const).flatMap(([level, resource]) => {
    const isDelegated = (action: string) => delegations.some((other) =>
      coversAction(symbols, other, action) !== false && coversResource(symbols, other, resource) !== false);
    const missing = supportedActions(level)
      .some((action) => coversAction(symbols, statement, action) === true && !isDelegated(action));
    return missing ? [MRAP551_PARTIAL_DELEGATION.create({ bucket, missing: resource })] : [];
  });
}

function checkBinding({ name: bucket = '(name not known)' }: BucketPolicy, statement: PolicyStatement): Finding[] {
  const { principals, conditionsKnown } = statement;
  const isForEveryone = principals !== undefined && (principals.everyone || principals.negated);
  if (!isForEveryone || !conditionsKnown) return [];
  const conditions = findDelegationConditions(statement);
  const isBound = statement.conditions.some((condition) => conditionNarrowsPolicy(condition, 'bucket') !== false);
  if (isBound) return checkAlias(bucket, conditions);
  const [openArn] = conditions.flatMap((condition) =>
    (demandsAnyAccessPoint(condition) ? ['*'] : listOpenArns(condition)));
  return openArn === undefined
    ? [MRAP552_UNBOUND_DELEGATION.create({ bucket, problem: describeProblem(conditions[0]) })]
    : [MRAP553_DELEGATION_TO_ANY_ACCOUNT.create({ bucket, arn: openArn })];
}

/** Returns whether the test passes for requests through any access point, whatever its ARN. */
function demandsAnyAccessPoint({ operator, values }: PolicyCondition): boolean {
  return /^Null$/i.test(operator) && values.length === 1 && values[0].toLowerCase() === 'false';
}

/** The ARNs of a condition that do not contain a fixed account. */
function listOpenArns(condition: PolicyCondition): string[] {
  if (!isArnPattern(condition) || !conditionDemandsValue(condition)) return [];
  return condition.values.filter((value) => value === '*' || isOpenPattern(value.split(':')[4] ?? '*'));
}

function isArnPattern(condition: PolicyCondition): boolean {
  return condition.key === 's3:dataaccesspointarn' && conditionHasWildcards(condition);
}

/** S3 compares the ARN as text, so a wildcard for the alias is safe only together with a condition on the account. */
function checkAlias(bucket: string, conditions: readonly PolicyCondition[]): Finding[] {
  const hasAccount = conditions.some(
    (condition) =>
      condition.key === 's3:dataaccesspointaccount' && conditionNarrowsPolicy(condition, 'bucket') !== false,
  );
  const hasOpenAlias = conditions.some((condition) => isArnPattern(condition) && condition.values.some(isOpenPattern));
  if (!hasOpenAlias || hasAccount) return [];
  const problem = 'has a wildcard for the alias without a condition on the account';
  return [MRAP552_UNBOUND_DELEGATION.create({ bucket, problem }, FindingSeverity.WARNING)];
}

function describeProblem(condition: PolicyCondition): string {
  if (conditionDemandsValue(condition)) return 'has a condition with values that are not fixed';
  const qualifier = condition.qualifier === undefined ? '' : `${condition.qualifier}:`;
  const operator = `${qualifier}${condition.operator}${condition.ifExists ? 'IfExists' : ''}`;
  return `has a condition that requests without an access point meet, got ${operator}`;
}
