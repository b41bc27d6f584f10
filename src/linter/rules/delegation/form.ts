import { MRAP551_PARTIAL_DELEGATION, MRAP552_UNBOUND_DELEGATION, MRAP553_DELEGATION_TO_ANY_ACCOUNT } from '../../../diagnostics/definitions/delegation';
import { type Finding, FindingSeverity } from '../../../diagnostics/finding';
import { supportedActions } from '../../../facts/data-plane';
import { type Condition, demandsValue, hasWildcards } from '../../iam/condition';
import { coversAction, coversResource } from '../../iam/match';
import { isOpenPattern } from '../../iam/patterns';
import { narrows } from '../../iam/public';
import { type Statement } from '../../iam/statement';
import { type BucketPolicy, bucketPolicies } from '../../model/documents';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';
import { delegationConditions, isDelegation } from './delegations';

/** Rows D1 to D3: how a bucket policy leaves the decision to access points. */
export const delegationForm: Rule = {
  finds: [MRAP551_PARTIAL_DELEGATION, MRAP552_UNBOUND_DELEGATION, MRAP553_DELEGATION_TO_ANY_ACCOUNT],
  check: (application) => bucketPolicies(application).flatMap((policy) => {
    const delegations = policy.statements.filter(isDelegation);
    return delegations.flatMap((statement) => [
      ...toMatches(policy.resource, checkCoverage(application, policy, statement), `${statement.location}/Resource`),
      ...toMatches(policy.resource, checkBinding(policy, statement), `${statement.location}/Condition`),
    ]);
  }),
};

/** Listing needs the bucket, everything else its objects; another statement may delegate the other half. */
function checkCoverage(application: Application, policy: BucketPolicy, statement: Statement): Finding[] {
  if (policy.name === undefined) return [];
  const arn = policy.bucket?.arn ?? `arn:aws:s3:::${policy.name}`;
  const delegations = policy.statements.filter(isDelegation);
  const halves = [{ level: 'bucket' as const, resource: arn }, { level: 'object' as const, resource: `${arn}/*` }];
  return halves.flatMap(({ level, resource }) => {
    const actions = supportedActions(level).filter((action) => coversAction(application.symbols, statement, action) === true);
    const uncovered = actions.filter((action) => delegations.every((other) =>
      coversAction(application.symbols, other, action) === false || coversResource(application.symbols, other, resource) === false));
    return uncovered.length === 0 ? [] : [MRAP551_PARTIAL_DELEGATION.create({ bucket: policy.name!, missing: resource })];
  });
}

function checkBinding({ name: bucket = '(unknown)' }: BucketPolicy, statement: Statement): Finding[] {
  const { principals } = statement;
  if (principals === undefined || !(principals.everyone || principals.negated) || !statement.conditionsKnown) return [];
  const conditions = delegationConditions(statement);
  const open = conditions.filter((condition) => condition.key === 's3:dataaccesspointarn').flatMap((condition) => condition.values
    .filter((value) => demandsValue(condition) && hasWildcards(condition) && (value === '*' || isOpenPattern(value.split(':')[4] ?? '*'))));
  const bound = statement.conditions.map((condition) => narrows(condition, 'bucket'));
  if (bound.some((answer) => answer !== false)) return checkAlias(bucket, conditions);
  return open.length > 0 ? [MRAP553_DELEGATION_TO_ANY_ACCOUNT.create({ bucket, arn: open[0] })] : [MRAP552_UNBOUND_DELEGATION.create({ bucket, problem: problemOf(conditions) })];
}

/** A wildcard for the alias is safe as long as the account is fixed twice: in the ARN S3 compares text. */
function checkAlias(bucket: string, conditions: readonly Condition[]): Finding[] {
  const byAccount = conditions.some((condition) => condition.key === 's3:dataaccesspointaccount' && narrows(condition, 'bucket') !== false);
  const wildcard = conditions.some((condition) => condition.key === 's3:dataaccesspointarn' && hasWildcards(condition) && condition.values.some(isOpenPattern));
  return wildcard && !byAccount
    ? [MRAP552_UNBOUND_DELEGATION.create({ bucket, problem: 'has a wildcard for the alias and no test of the account' }, FindingSeverity.WARNING)]
    : [];
}

function problemOf(conditions: readonly Condition[]): string {
  const [condition] = conditions;
  const name = `${condition.qualifier === undefined ? '' : `${condition.qualifier}:`}${condition.operator}${condition.ifExists ? 'IfExists' : ''}`;
  return demandsValue(condition) ? 'has values that are not fixed' : `tests with ${name}, which passes without an access point`;
}
