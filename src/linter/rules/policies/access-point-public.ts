import { MRAP507_PUBLIC_POLICY } from '../../../diagnostics/definitions/policies';
import { FindingSeverity } from '../../../diagnostics/finding';
import { asFlag } from '../../evaluation/read';
import { describePrincipal, isPublicStatement } from '../../iam/public';
import { findAccessPointPolicies } from '../../model/policies';
import { type LinterRule, toLinterRuleMatches } from '../rule';

/** Access point policies that S3 treats as public. */
export const publicAccessPointPolicyRule: LinterRule = {
  finds: [MRAP507_PUBLIC_POLICY],
  check: (application) => findAccessPointPolicies(application).flatMap(({ resource, statements, accessPoint }) => {
    const blocked = asFlag(accessPoint?.publicAccessBlock.BlockPublicPolicy) ?? true;
    const severity = blocked ? FindingSeverity.ERROR : FindingSeverity.WARNING;
    return statements.filter((statement) => isPublicStatement(statement, 'access-point') === true)
      .flatMap((statement) => {
        const finding = MRAP507_PUBLIC_POLICY.create({ principal: describePrincipal(statement) }, severity);
        return toLinterRuleMatches(resource, [finding], `${statement.location}/Principal`);
      });
  }),
};
