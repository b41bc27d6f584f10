import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy } from 'aws-cdk-lib/core';
import { supportedActions } from '../../facts/data-plane';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-base';

/** The endpoints that an access point is restricted to. One statement per endpoint would deny all requests. */
const ENDPOINTS = new WeakMap<IMultiRegionAccessPoint, Set<string>>();

/** Denies requests to an access point, except requests through these endpoints and requests by AWS services. */
export function restrictToEndpoints(accessPoint: IMultiRegionAccessPoint, endpointIds: readonly string[]): void {
  const previous = ENDPOINTS.get(accessPoint);
  const endpoints = previous ?? new Set();
  for (const id of endpointIds) endpoints.add(id);
  if (previous !== undefined) return;
  ENDPOINTS.set(accessPoint, endpoints);

  const arn = accessPoint.multiRegionAccessPointArn;
  const policy = iam.ResourceWithPolicies.of(accessPoint);
  const principals = [new iam.AnyPrincipal()];
  const conditions = {
    // Also matches requests through no endpoint.
    StringNotEquals: { 'aws:SourceVpce': Lazy.any({ produce: () => [...endpoints] }) },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
  // Only the operations of clients, so that the statement does not lock out administrators.
  for (const { actions, resource } of [
    { actions: supportedActions('bucket'), resource: arn },
    { actions: supportedActions('object'), resource: `${arn}/object/*` },
  ]) {
    policy?.addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY, principals, actions, resources: [resource], conditions,
    }));
  }
}
