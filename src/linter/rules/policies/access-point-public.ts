import { MRAP507_PUBLIC_POLICY } from '../../../diagnostics/definitions/policies';
import { FindingSeverity } from '../../../diagnostics/finding';
import { asFlag } from '../../evaluation/read';
import { isPublic } from '../../iam/public';
import { accessPointPolicies } from '../../model/documents';
import { type Rule, toMatches } from '../rule';

/** Row P7. */
export const accessPointPublic: Rule = {
  finds: [MRAP507_PUBLIC_POLICY],
  check: (application) => accessPointPolicies(application).flatMap(({ resource, statements, accessPoint }) => {
    const blocked = asFlag(accessPoint?.block.BlockPublicPolicy) ?? true;
    return statements.filter((statement) => isPublic(statement, 'access-point') === true).flatMap((statement) => toMatches(resource, [
      MRAP507_PUBLIC_POLICY.create({ principal: statement.principals!.negated ? 'NotPrincipal' : '"*"' }, blocked ? FindingSeverity.ERROR : FindingSeverity.WARNING),
    ], `${statement.location}/Principal`));
  }),
};
