import {
  MRAP512_MANAGER_LACKS_PERMISSION, MRAP513_CREATION_ALLOWED_FOR_ALIAS,
} from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { statementsAllowAction, coversAction, namedActions } from '../../iam/match';
import { isOpenPattern } from '../../iam/patterns';
import { type PolicyStatement } from '../../iam/statement';
import { findIdentityPolicies } from '../../model/policies';
import { findRoles, type TemplateRole } from '../../model/roles';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const CREATE = 's3:CreateMultiRegionAccessPoint';
/** Operations whose result the caller reads later. */
const ASYNCHRONOUS_ACTIONS = [CREATE, 's3:DeleteMultiRegionAccessPoint', 's3:PutMultiRegionAccessPointPolicy'];
const DESCRIBE = 's3:DescribeMultiRegionAccessPointOperation';
const LIST_BUCKETS = 's3:ListAllMyBuckets';

/** Permissions of roles that manage access points. */
export const managementPermissionsRule: LinterRule = {
  finds: [MRAP512_MANAGER_LACKS_PERMISSION, MRAP513_CREATION_ALLOWED_FOR_ALIAS],
  check: (application) => [
    ...findRoles(application).flatMap((role) =>
      toLinterRuleMatches(role.resource, checkCompanionPermissions(application, role))),
    ...findIdentityPolicies(application).flatMap(({ resource, document }) => document.statements.flatMap((statement) =>
      toLinterRuleMatches(resource, checkCreation(statement), `${statement.location}/Resource`))),
  ],
};

function checkCompanionPermissions(application: TemplateModel, role: TemplateRole): Finding[] {
  const manages = role.statements.some(
    (statement) => statement.effect === 'Allow' && namesOneOf(statement, ASYNCHRONOUS_ACTIONS),
  );
  if (!manages || !role.complete) return [];
  const request = `arn:aws:s3:us-west-2:${role.account}:async-request/mrap/*`;
  const mayDescribe = statementsAllowAction(application.symbols, role.statements, DESCRIBE, request) !== false;
  return [
    ...(mayDescribe ? [] : [{ action: DESCRIBE, resource: request }]),
    ...(mayListBuckets(application, role) ? [] : [{ action: LIST_BUCKETS, resource: '*' }]),
  ].map((missing) => MRAP512_MANAGER_LACKS_PERMISSION.create(missing));
}

function namesOneOf(statement: PolicyStatement, actions: readonly string[]): boolean {
  return namedActions(statement).some((named) =>
    actions.some((action) => action.toLowerCase() === named.toLowerCase()),
  );
}

/** The action supports no resource, so only `*` allows it. */
function mayListBuckets(application: TemplateModel, role: TemplateRole): boolean {
  return role.statements.some((statement) => {
    const { effect, resources } = statement;
    const mayBeAll =
      resources === undefined || resources.negated || !resources.complete || resources.values.includes('*');
    return effect !== 'Deny' && mayBeAll && coversAction(application.symbols, statement, LIST_BUCKETS) !== false;
  });
}

function checkCreation(statement: PolicyStatement): Finding[] {
  const { effect, resources } = statement;
  if (effect !== 'Allow' || resources === undefined || resources.negated || !resources.complete) return [];
  const isFixed = (resource: string) => resource.includes(':accesspoint/') && !isOpenPattern(resource);
  const onlyFixed = resources.values.length > 0 && resources.values.every(isFixed);
  return onlyFixed && namesOneOf(statement, [CREATE])
    ? [MRAP513_CREATION_ALLOWED_FOR_ALIAS.create({ resources: [...resources.values] })]
    : [];
}
