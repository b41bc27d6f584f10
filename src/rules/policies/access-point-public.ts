import { MRAP507 } from '../../checks/diagnostics/policies';
import { FindingSeverity } from '../../checks/finding';
import { isPublic } from '../iam/public';
import { type Rule, detect } from '../rule';
import { flagOf } from '../values/read';
import { accessPointPolicies } from '../views/documents';

/** Row P7. */
export const accessPointPublic: Rule = {
  finds: [MRAP507],
  check: (application) => accessPointPolicies(application).flatMap(({ resource, statements, accessPoint }) => {
    const blocked = flagOf(accessPoint?.block.BlockPublicPolicy) ?? true;
    return statements.filter((statement) => isPublic(statement, 'access-point') === true).flatMap((statement) => detect(resource, [
      MRAP507.find({ principal: statement.principals!.negated ? 'NotPrincipal' : '"*"' }, blocked ? FindingSeverity.ERROR : FindingSeverity.WARNING),
    ], `${statement.location}/Principal`));
  }),
};
