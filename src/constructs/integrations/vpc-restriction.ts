import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { supportedActions } from '../../facts/data-plane';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';
import { behind } from './access-point-internals';

/** The endpoints that an access point is restricted to; a denial for each of them would deny all. */
const ENDPOINTS = new WeakMap<IMultiRegionAccessPoint, Set<string>>();

/** Denies requests that come by none of the endpoints, and are not of a service of AWS. */
export function restrictTo(accessPoint: IMultiRegionAccessPoint, endpointIds: readonly string[]): void {
  const known = ENDPOINTS.get(accessPoint);
  const endpoints = known ?? new Set();
  for (const id of endpointIds) endpoints.add(id);
  if (known !== undefined) return;
  ENDPOINTS.set(accessPoint, endpoints);

  const arn = accessPoint.multiRegionAccessPointArn;
  const conditions = {
    // Holds for a request that comes by no endpoint at all, too.
    StringNotEquals: { 'aws:SourceVpce': Lazy.any({ produce: () => [...endpoints] }) },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
  // The operations of clients alone: whoever manages the access point is not locked out.
  for (const [actions, resource] of [[supportedActions('bucket'), arn], [supportedActions('object'), `${arn}/object/*`]] as const) {
    behind(accessPoint).policy?.addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], actions, resources: [resource], conditions,
    }));
  }
}
