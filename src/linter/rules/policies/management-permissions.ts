import { MRAP512_MANAGER_LACKS_PERMISSION, MRAP513_CREATION_ALLOWED_FOR_ALIAS } from '../../../diagnostics/definitions/policies';
import { type Finding } from '../../../diagnostics/finding';
import { allows, coversAction, namedActions } from '../../iam/match';
import { isOpenPattern } from '../../iam/patterns';
import { type Statement } from '../../iam/statement';
import { roles, type Role } from '../../model/roles';
import { type Application } from '../../model/template-model';
import { type Rule, toMatches } from '../rule';

const WAITED_FOR = ['s3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:PutMultiRegionAccessPointPolicy'];
const DESCRIBE = 's3:DescribeMultiRegionAccessPointOperation';
const LIST_BUCKETS = 's3:ListAllMyBuckets';

/** Rows P12 and P13: roles that manage access points. */
export const managers: Rule = {
  finds: [MRAP512_MANAGER_LACKS_PERMISSION, MRAP513_CREATION_ALLOWED_FOR_ALIAS],
  check: (application) => roles(application).flatMap((role) => [
    ...toMatches(role.resource, checkCompanions(application, role)),
    ...role.statements.flatMap((statement) => toMatches(role.resource, checkCreation(statement))),
  ]),
};

function checkCompanions(application: Application, role: Role): Finding[] {
  const managing = role.statements.some((statement) => statement.effect === 'Allow'
    && namedActions(statement).some((action) => WAITED_FOR.some((waited) => waited.toLowerCase() === action.toLowerCase())));
  if (!managing || !role.complete) return [];
  const request = `arn:aws:s3:us-west-2:${role.account}:async-request/mrap/*`;
  return [{ action: DESCRIBE, resource: request }, { action: LIST_BUCKETS, resource: '*' }]
    .filter(({ action, resource }) => (resource === '*' ? listsBuckets(application, role) : allows(application.symbols, role.statements, action, resource)) === false)
    .map((missing) => MRAP512_MANAGER_LACKS_PERMISSION.create(missing));
}

/** The action takes no resource: only `*` allows it. */
function listsBuckets(application: Application, role: Role): boolean {
  return role.statements.some((statement) => statement.effect !== 'Deny' && coversAction(application.symbols, statement, LIST_BUCKETS) !== false
    && (statement.resources === undefined || statement.resources.negated || !statement.resources.complete || statement.resources.values.includes('*')));
}

function checkCreation(statement: Statement): Finding[] {
  const { effect, resources } = statement;
  const creates = namedActions(statement).some((action) => action.toLowerCase() === 's3:createmultiregionaccesspoint');
  if (effect !== 'Allow' || !creates || resources === undefined || resources.negated || !resources.complete) return [];
  const fixed = resources.values.length > 0 && resources.values.every((resource) => resource.includes(':accesspoint/') && !isOpenPattern(resource));
  return fixed ? [MRAP513_CREATION_ALLOWED_FOR_ALIAS.create({ resources: [...resources.values] })] : [];
}
