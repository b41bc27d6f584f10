import { MRAP510_POLICY_REMOVED } from '../../../diagnostics/definitions/policies';
import { accessPointPolicies, type AccessPointPolicy } from '../../model/documents';
import { type Application } from '../../model/template-model';
import { type RuleMatch, toMatches } from '../rule';
import { stableName } from './same-resource';

/** Row P10: an access point that is still declared loses its policy. */
export function droppedPolicies(before: Application, after: Application): RuleMatch[] {
  const kept = accessPointPolicies(after).map(nameOf);
  return accessPointPolicies(before).filter((policy) => !kept.includes(nameOf(policy)))
    .flatMap((policy) => toMatches(policy.resource, [MRAP510_POLICY_REMOVED.create({ accessPoint: nameOf(policy) })]));
}

function nameOf({ resource, name = '' }: AccessPointPolicy): string {
  return stableName(resource, name);
}
