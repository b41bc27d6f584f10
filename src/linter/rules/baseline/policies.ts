import { MRAP510_POLICY_REMOVED } from '../../../diagnostics/definitions/policies';
import { type AccessPointPolicy, findAccessPointPolicies } from '../../model/policies';
import { type TemplateModel } from '../../model/template-model';
import { type LinterRuleMatch, toLinterRuleMatches } from '../rule';
import { makeVersionIndependentResourceName } from './same-resource';

/** Access points that are still declared, but without their policy. */
export function findRemovedPolicies(before: TemplateModel, after: TemplateModel): LinterRuleMatch[] {
  const kept = findAccessPointPolicies(after).map(makeAccessPointName);
  return findAccessPointPolicies(before)
    .filter((policy) => !kept.includes(makeAccessPointName(policy)))
    .flatMap((policy) =>
      toLinterRuleMatches(policy.resource, [
        MRAP510_POLICY_REMOVED.create({ accessPoint: makeAccessPointName(policy) }),
      ]),
    );
}

function makeAccessPointName({ resource, name = '' }: AccessPointPolicy): string {
  return makeVersionIndependentResourceName(resource, name);
}
