import { MRAP512, MRAP513 } from '../../checks/diagnostics/policies';
import { type Finding } from '../../checks/finding';
import { type Application } from '../application';
import { allows, coversAction, namedActions } from '../iam/match';
import { isOpenPattern } from '../iam/patterns';
import { type Statement } from '../iam/statement';
import { type Rule, detect } from '../rule';
import { roles, type Role } from '../views/roles';

const WAITED_FOR = ['s3:CreateMultiRegionAccessPoint', 's3:DeleteMultiRegionAccessPoint', 's3:PutMultiRegionAccessPointPolicy'];
const DESCRIBE = 's3:DescribeMultiRegionAccessPointOperation';
const LIST_BUCKETS = 's3:ListAllMyBuckets';

/** Rows P12 and P13: roles that manage access points. */
export const managers: Rule = {
  finds: [MRAP512, MRAP513],
  check: (application) => roles(application).flatMap((role) => [
    ...detect(role.resource, checkCompanions(application, role)),
    ...role.statements.flatMap((statement) => detect(role.resource, checkCreation(statement))),
  ]),
};

function checkCompanions(application: Application, role: Role): Finding[] {
  const managing = role.statements.some((statement) => statement.effect === 'Allow'
    && namedActions(statement).some((action) => WAITED_FOR.some((waited) => waited.toLowerCase() === action.toLowerCase())));
  if (!managing || !role.complete) return [];
  const request = `arn:aws:s3:us-west-2:${role.account}:async-request/mrap/*`;
  return [{ action: DESCRIBE, resource: request }, { action: LIST_BUCKETS, resource: '*' }]
    .filter(({ action, resource }) => (resource === '*' ? listsBuckets(application, role) : allows(application.symbols, role.statements, action, resource)) === false)
    .map((missing) => MRAP512.find(missing));
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
  return fixed ? [MRAP513.find({ resources: [...resources.values] })] : [];
}
