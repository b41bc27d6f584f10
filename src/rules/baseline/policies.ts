import { MRAP510 } from '../../checks/diagnostics/policies';
import { type Application } from '../application';
import { type Detection, detect } from '../rule';
import { accessPointPolicies, type AccessPointPolicy } from '../views/documents';
import { stableName } from './same-resource';

/** Row P10: an access point that is still declared loses its policy. */
export function droppedPolicies(before: Application, after: Application): Detection[] {
  const kept = accessPointPolicies(after).map(nameOf);
  return accessPointPolicies(before).filter((policy) => !kept.includes(nameOf(policy)))
    .flatMap((policy) => detect(policy.resource, [MRAP510.find({ accessPoint: nameOf(policy) })]));
}

function nameOf({ resource, name = '' }: AccessPointPolicy): string {
  return stableName(resource, name);
}
